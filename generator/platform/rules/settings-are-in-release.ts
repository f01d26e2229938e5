import { type MergedValues, saidBeyondDefaults } from "../../model/merged-values.ts";
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

/** Whether somebody said something, and the result is not what the component says by itself. */
function asksForMore(path: Path, merged: MergedValues<Values>): boolean {
  if (saidBeyondDefaults(merged, path) === undefined) return false;
  const wanted = path.reduce<unknown>(
    (inside, key) => (inside as Record<string, unknown> | undefined)?.[key],
    merged.value,
  );
  const own = merged.origins(path).find(({ kind }) => kind === "component");
  return wanted !== undefined && !(own !== undefined && JSON.stringify(wanted) === JSON.stringify(own.value));
}
