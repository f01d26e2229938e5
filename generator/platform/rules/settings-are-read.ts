import { isDeepStrictEqual } from "node:util";
import type { MergedValues } from "../../model/merged-values.ts";
import type { Path, Value } from "../../model/value.ts";
import type { Values } from "../../model/values.gen.ts";
import { settingUnread } from "../../problems/platform-problems.ts";
import { settingsWith } from "../annotated-settings.ts";
import type { Rule } from "../rule.ts";

/**
 * What an environment says has an effect: a setting whose schema says when it is read (`x-read-when`, by path what another setting must be, null for not
 * there) is not written where that does not hold. Asked is the environment's own layer: those that it extends are environments themselves, and overlays are
 * for many.
 */
export const settingsAreRead: Rule = (_platform, merged, { catalog, environment }) => {
  const own = environment.layers.at(-1)?.folder;
  const problems = settingsWith("x-read-when", catalog).flatMap(({ path, says }) => {
    const unmet = conditionsOf(says).find(
      ([chooser, choices]) => !choices.includes(valueAt(merged.value, chooser) ?? null),
    );
    const written = merged.origins(path).at(-1);
    if (unmet === undefined || written === undefined || written.layer !== own || written.value === null) return [];
    if (saysWhatIsThere(path, merged)) return [];
    const [chooser, choices] = unmet;
    return [{ path, problem: settingUnread(path, { path: chooser, choices }, merged.place(path, "key")) }];
  });
  // Of a section it is said once.
  const isInside = (path: Path) =>
    problems.some((other) => other.path.length < path.length && startsWith(path, other.path));
  return problems.filter(({ path }) => !isInside(path)).map(({ problem }) => problem);
};

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

type ReadCondition = readonly [chooser: Path, choices: readonly unknown[]];

function conditionsOf(says: Value): readonly ReadCondition[] {
  return Object.entries(says as Readonly<Record<string, Value>>).map(([path, choices]) => [
    path.split("."),
    [choices].flat(),
  ]);
}

/** What says no more than earlier layers asks for nothing. */
function saysWhatIsThere(path: Path, { value, origins }: MergedValues<Values>): boolean {
  const before = origins(path).at(-2);
  return before !== undefined && isDeepStrictEqual(valueAt(value, path), before.value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);
}
