import type { MergedValues } from "../../model/merged-values.ts";
import type { Path } from "../../model/value.ts";
import type { Values } from "../../model/values.gen.ts";
import { settingNotInRelease } from "../../problems/platform-problems.ts";
import { settingsNotIn } from "../release-settings.ts";
import type { Rule } from "../rule.ts";

/** A setting that the release cannot carry out is not passed over in silence. What says no more than the component's default asks for nothing. */
export const settingsAreInRelease: Rule = ({ release, components }, merged) =>
  settingsNotIn(
    release.name,
    components.map(({ component }) => component),
  )
    .filter(({ path }) => asksForMore(path, merged))
    .map((setting) => settingNotInRelease(setting, release.name, merged.place(setting.path, "key")));

/** Whether any layer but the component's own had a say, and the result is not what the component says by itself. */
function asksForMore(path: Path, { origins, value }: MergedValues<Values>): boolean {
  const [first, ...others] = origins(path);
  if (first === undefined) return false;
  const isDefault = first.layer.endsWith(path.slice(0, 2).join("/"));
  if (isDefault && others.length === 0) return false;
  const wanted = path.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);
  return wanted !== undefined && !(isDefault && JSON.stringify(wanted) === JSON.stringify(first.value));
}
