import { type MergedValues, saidBeyondDefaults } from "../../model/merged-values.ts";
import type { Path, Value } from "../../model/value.ts";
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
    .map((setting) =>
      settingNotInRelease(setting, release.name, usual(setting.path, merged), merged.place(setting.path, "key")),
    );

/** Whether somebody said something, and the result is not what the component says by itself. */
function asksForMore(path: Path, merged: MergedValues<Values>): boolean {
  if (saidBeyondDefaults(merged, path) === undefined) return false;
  const wanted = path.reduce<unknown>(
    (inside, key) => (inside as Record<string, unknown> | undefined)?.[key],
    merged.value,
  );
  return wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(usual(path, merged));
}

/** What the component says by itself; null where it says nothing. */
function usual(path: Path, { origins }: MergedValues<Values>): Value {
  return origins(path).find(({ kind }) => kind === "component")?.value ?? null;
}
