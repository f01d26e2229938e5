import type { Catalog } from "../model/catalog.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";

/** A setting that the schema says something of beyond what JSON Schema can. */
export interface AnnotatedSetting {
  /** From the root of the values. */
  readonly path: Path;
  readonly schema: ValueMap;
  /** What the keyword says. */
  readonly says: Value;
}

/** The settings of the platform and of its components whose schema has a keyword of ours (`x-read-when`), each before what is in it; not the items of lists. */
export function settingsWith(
  keyword: string,
  { valuesSchema, components }: Pick<Catalog, "valuesSchema" | "components">,
): readonly AnnotatedSetting[] {
  return [
    ...settingsIn(valuesSchema, [], keyword),
    ...[...components.values()].flatMap(({ name, schema }) => settingsIn(schema, ["components", name], keyword)),
  ];
}

function settingsIn(schema: ValueMap, path: Path, keyword: string): readonly AnnotatedSetting[] {
  return Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, ValueMap>>).flatMap(
    ([name, property]) => {
      const says = property[keyword];
      const own = [...path, name];
      const inside = settingsIn(property, own, keyword);
      return says === undefined ? inside : [{ path: own, schema: property, says }, ...inside];
    },
  );
}
