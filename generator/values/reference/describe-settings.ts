import { isMap, type Value, type ValueMap } from "../../model/value.ts";
import { itemAt, propertyAt, type SchemaAt } from "../schema-at.ts";
import { nameType } from "./name-type.ts";

/** One line of the reference: a value that a person may write. */
export interface Setting {
  /** `gateway.service.type`; of every item of a list: `profiles[].name`. */
  readonly path: string;
  /** In words. */
  readonly type: string;
  /** What the layers that everybody starts from say; absent where they say nothing. */
  readonly default: Value | undefined;
  /** It has no default, and must be written where what it is part of is. */
  readonly required: boolean;
  readonly description: string;
}

/** Every setting below a mapping of the schema, in the schema's order, each before what is in it. `path` ends with a dot or is empty. */
export function describeSettings(at: SchemaAt, path: string, defaults: Value | undefined): readonly Setting[] {
  const required = (at.schema?.["required"] ?? []) as readonly string[];
  return Object.keys((at.schema?.["properties"] ?? {}) as ValueMap).flatMap((name) => {
    const child = propertyAt(at, name);
    const value = isMap(defaults) ? defaults[name] : undefined;
    const inside = describeInside(child, `${path}${name}`, value);
    const setting: Setting = {
      path: `${path}${name}`,
      type: nameType(child),
      // What is in it has a line of its own.
      default: isMap(value) && inside.length > 0 ? undefined : value,
      required: value === undefined && required.includes(name),
      description: describe(child.schema ?? {}),
    };
    return [setting, ...inside];
  });
}

function describeInside(at: SchemaAt, path: string, value: Value | undefined): readonly Setting[] {
  const { schema = {} } = at;
  if ("items" in schema) return describeSettings(itemAt(at), `${path}[].`, undefined);
  return describeSettings(at, `${path}.`, value);
}

function describe(schema: ValueMap): string {
  const { description = "", "x-since": since, "x-until": until, "x-read-when": conditions = {} } = schema;
  const releases = [
    ...(since === undefined ? [] : [`From Kubeflow ${since} on.`]),
    ...(until === undefined ? [] : [`Until Kubeflow ${until}.`]),
  ];
  const reads = Object.entries(conditions as ValueMap).map(([path, choices]) =>
    choices === null ? `there is no \`${path}\`` : `\`${path}\` is ${nameChoices(choices)}`,
  );
  return [description, ...(reads.length === 0 ? [] : [`Read where ${reads.join(" and ")}.`]), ...releases].join(" ");
}

function nameChoices(choices: Value): string {
  return [choices]
    .flat()
    .map((choice) => `\`${choice}\``)
    .join(" or ");
}
