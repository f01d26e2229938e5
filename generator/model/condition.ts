import type { Path } from "./value.ts";
import type { Values } from "./values.gen.ts";

/** What values must say for something to be of use: `identity.provider` is `oidc`. Always the case without any. */
export type Condition = readonly { readonly path: Path; readonly is: string }[];

/** The first value of a condition that says otherwise; undefined where the condition holds. */
export function unmetValue(condition: Condition, values: Values): Path | undefined {
  return condition.find(({ path, is }) => String(valueAt(values, path)) !== is)?.path;
}

function valueAt(values: Values, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], values);
}
