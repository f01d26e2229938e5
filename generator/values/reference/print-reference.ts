import type { Value, ValueMap } from "../../model/value.ts";
import { propertyAt, type SchemaAt, schemaOf } from "../schema-at.ts";
import { describeSettings, type Setting } from "./describe-settings.ts";

/**
 * The reference of values.yaml as Markdown: a table for each section and for each component, with type, default and meaning of every value.
 * `schema` is the assembled one, `defaults` what the components and the base say.
 */
export function printReference(schema: ValueMap, defaults: ValueMap): string {
  const at = schemaOf(schema);
  const sections = Object.keys((schema["properties"] ?? {}) as ValueMap).filter((name) => name !== "components");
  return [
    INTRODUCTION,
    ...sections.map((name) => printSection(at, name, defaults[name])),
    ...printComponents(at, defaults),
  ].join("\n");
}

const INTRODUCTION = `<!-- Written by \`kubeflow-gitops schema\`; do not edit. -->

# Values

Everything that a \`values.yaml\` may say. Defaults are those of the components and of \`environments/base\`; a layer says only what is different. \`null\` takes
out what an earlier layer said, a default too: it does not bring that back. Mappings merge; a list takes the place of an earlier one, unless it is merged by a key of its items. \`explain\` tells where
a value of an environment comes from.
`;

function printSection(at: SchemaAt, name: string, value: Value | undefined): string {
  const section = propertyAt(at, name);
  const description = String(section.schema?.["description"] ?? "");
  // A list, or a mapping of any names, has no settings of its own: its one line says what it is.
  const whole = { ...at.schema, required: [], properties: { [name]: section.schema ?? {} } };
  const settings = describeSettings({ ...at, schema: whole }, "", { [name]: value ?? {} });
  const hasSettings = "properties" in (section.schema ?? {});
  const lines = hasSettings ? settings.slice(1) : settings;
  return `## ${name}\n\n${description}\n\n${printTable(lines)}`;
}

/** What all of them have first, then each with what it has of its own. */
function printComponents(at: SchemaAt, defaults: ValueMap): readonly string[] {
  const components = propertyAt(at, "components");
  // Each has a default for what they must all say.
  const common: SchemaAt = { ...at, schema: { ...definition(at.root, "componentSettings"), required: [] } };
  const shared = Object.keys((common.schema?.["properties"] ?? {}) as ValueMap);
  const written = (defaults["components"] ?? {}) as ValueMap;
  const names = Object.keys((components.schema?.["properties"] ?? {}) as ValueMap).sort();
  return [
    `## components\n\n${components.schema?.["description"]}\n\n${printTable(describeSettings(common, "components.<name>.", undefined))}`,
    ...names.map((name) =>
      printComponent(propertyAt(components, name), name, (written[name] ?? {}) as ValueMap, shared),
    ),
  ];
}

function printComponent(at: SchemaAt, name: string, value: ValueMap, shared: readonly string[]): string {
  const properties = (at.schema?.["properties"] ?? {}) as ValueMap;
  const own = Object.fromEntries(Object.entries(properties).filter(([key]) => !shared.includes(key)));
  const settings = describeSettings({ ...at, schema: { ...at.schema, properties: own } }, `components.${name}.`, value);
  const state = value["enabled"] === true ? "On" : "Off";
  const table = settings.length === 0 ? "" : `\n${printTable(settings)}`;
  return `### components.${name}\n\n${at.schema?.["description"]} ${state} by default.\n${table}`;
}

function definition(root: ValueMap, name: string): ValueMap {
  return (root["$defs"] as ValueMap)[name] as ValueMap;
}

function printTable(settings: readonly Setting[]): string {
  const rows = settings.map((setting) => [
    `\`${setting.path}\``,
    setting.type,
    setting.required ? "required" : printDefault(setting.default),
    setting.description,
  ]);
  return [["Value", "Type", "Default", "Meaning"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map(escapeCell).join(" | ")} |\n`)
    .join("");
}

function printDefault(value: Value | undefined): string {
  return value === undefined ? "" : `\`${JSON.stringify(value)}\``;
}

/** A bar ends a cell, even inside code (https://github.github.com/gfm/#tables-extension-). */
function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
