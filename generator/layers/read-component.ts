import type { Chart, Component, DashboardLink, LoginClient, Part, Requirement } from "../model/component.ts";
import type { Condition } from "../model/condition.ts";
import type { DatabaseChoices, DatabaseServer } from "../model/database.ts";
import type { Document } from "../model/document.ts";
import type { Addition, Layer } from "../model/layer.ts";
import type { Place, Result } from "../model/problem.ts";
import type { Path, ValueMap } from "../model/value.ts";
import { gather, gatherFields } from "../problems/gather.ts";
import { missingFile, nameDiffers, unexpectedFile } from "../problems/layer-problems.ts";
import { badSchema } from "../problems/value-problems.ts";
import { schemaFault } from "../schema/schema-fault.ts";
import { readJson } from "../yaml/read-json.ts";
import type { ReadChecked } from "./file-schemas.ts";
import { corrected, readAdditionFile } from "./read-layer.ts";
import { listFiles, readText, readYaml, startOf } from "./root-files.ts";
import type { Root } from "./roots.ts";

/** A component, and its defaults as the layer that they are. */
export interface ComponentFolder {
  readonly component: Component;
  readonly defaults: Layer;
  /** Where component.yaml names what it requires: components and capabilities. */
  readonly requirements: readonly { readonly name: string; readonly place: Place }[];
}

const OWN_FILES = ["component.yaml", "values.yaml", "values.schema.json"];

/** Reads `components/<name>` of a root. `readFile` reads and checks a component.yaml. */
export function readComponent(root: Root, name: string, readFile: ReadChecked): Result<ComponentFolder> {
  const folder = `components/${name}`;
  const files = listFiles(root, folder);
  if (!files.ok) return files;
  if (!files.value.includes("component.yaml")) {
    const why = "Every folder in components/ but releases is a component, and says in component.yaml what it is.";
    return { ok: false, problems: [missingFile("component.yaml", why, startOf(root, `${folder}/component.yaml`))] };
  }
  const file = readFile(root, `${folder}/component.yaml`);
  const values = files.value.includes("values.yaml") ? readYaml(root, `${folder}/values.yaml`) : NONE;
  const schema = files.value.includes("values.schema.json") ? readFragment(root, folder) : NO_SETTINGS;
  const additions = gather(files.value.filter(isAddition).map((path) => readComponentAddition(root, name, path)));
  const contents = gatherFields({ file, values, schema, additions });
  if (!contents.ok) return contents;

  const component = toComponent(root, folder, contents.value);
  if (component.name !== name) {
    const place = contents.value.file.place(["name"]);
    return { ok: false, problems: [nameDiffers(component.name, `folder ${name}`, place)] };
  }
  const defaults: Layer = {
    kind: "component",
    folder: component.folder,
    values: contents.value.values && belowComponent(contents.value.values, name),
    additions: component.additions,
  };
  const { place } = contents.value.file;
  const requirements = component.requires.map((each, index) => ({
    name: each.name,
    place: place(["requires", index, "name"]),
  }));
  return { ok: true, value: { component, defaults, requirements } };
}

const NONE: Result<Document | undefined> = { ok: true, value: undefined };
const NO_SETTINGS: Result<ValueMap> = { ok: true, value: { type: "object", properties: {} } };

function readFragment(root: Root, folder: string): Result<ValueMap> {
  const path = `${folder}/values.schema.json`;
  const text = readText(root, path);
  const json = text.ok ? readJson(text.value, `${root.label}${path}`) : text;
  const fault = json.ok ? schemaFault(json.value) : undefined;
  if (fault !== undefined) return { ok: false, problems: [badSchema(fault, startOf(root, path))] };
  return json as Result<ValueMap>;
}

function isAddition(file: string): boolean {
  return !OWN_FILES.includes(file) && !file.endsWith(".md");
}

/** Like those of other layers: what is encrypted is no template. */
const ADDITION =
  /^(?:((resources|patches|existing)\/[^/]+|chart\/values|expectations)\.yaml(\.ejs)?|secrets\/[^/]+\.yaml)$/;

function readComponentAddition(root: Root, component: string, file: string): Result<Addition> {
  const folder = `components/${component}`;
  if (ADDITION.test(file)) return readAdditionFile({ root, folder, file }, component);
  const expected = [...OWN_FILES, "expectations.yaml", corrected(file)];
  return { ok: false, problems: [unexpectedFile(file, expected, startOf(root, `${folder}/${file}`))] };
}

/** What schemas/component.schema.json lets through. */
interface ComponentFile {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly documentation: string;
  readonly parts?: readonly {
    readonly name: string;
    readonly variant?: readonly string[];
    readonly namespace?: string;
  }[];
  readonly chart?: WrittenChart;
  readonly when?: Readonly<Record<string, string>>;
  readonly requires?: readonly (Omit<Requirement, "when"> & { readonly when?: Readonly<Record<string, string>> })[];
  readonly images?: readonly string[];
  readonly provides?: readonly string[];
  readonly database?: Omit<DatabaseChoices, "namespace" | "volume"> & WrittenChoices;
  readonly databaseServer?: DatabaseServer;
  readonly createsNamespaces?: readonly string[];
  readonly readsAtStart?: Readonly<Record<string, readonly string[]>>;
  readonly links?: readonly DashboardLink[];
  readonly issuer?: string;
  readonly client?: Omit<LoginClient, "when"> & { readonly when?: Readonly<Record<string, string>> };
  readonly convergence?: string;
}

interface WrittenChart
  extends Pick<Chart, "repository" | "name" | "version" | "namespace" | "kinds" | "imageRegistry"> {
  readonly release?: string;
  readonly images?: Readonly<Record<string, string>>;
  readonly pullPolicies?: readonly string[];
  readonly pullSecrets?: readonly string[];
  readonly defines?: Readonly<Record<string, "Cluster" | "Namespaced">>;
}

interface Contents {
  readonly file: Document;
  readonly additions: readonly Addition[];
  readonly schema: ValueMap;
}

function toComponent(root: Root, folder: string, { file: document, additions, schema }: Contents): Component {
  const file = document.value as unknown as ComponentFile;
  return {
    name: file.name,
    title: file.title,
    summary: file.summary,
    category: file.category,
    documentation: file.documentation,
    parts: (file.parts ?? []).map(
      (part): Part => ({
        name: part.name,
        variant: (part.variant ?? []).map((path) => valuePath(path, file.name)),
        namespace: part.namespace === undefined ? undefined : valuePath(part.namespace, file.name),
      }),
    ),
    chart: file.chart && toChart(file.chart, file.name),
    when: toCondition(file.when, file.name),
    requires: (file.requires ?? []).map((each) => ({ ...each, when: toCondition(each.when, file.name) })),
    images: file.images ?? [],
    provides: file.provides ?? [],
    database: file.database && toDatabaseChoices(file.database, file.name),
    databaseServer: file.databaseServer,
    createsNamespaces: file.createsNamespaces ?? [],
    readsAtStart: file.readsAtStart ?? {},
    links: file.links ?? [],
    issuer: file.issuer,
    client: file.client && { ...file.client, when: toCondition(file.client.when, file.name) },
    convergence: file.convergence,
    folder: `${root.label}${folder}`,
    place: startOf(root, `${folder}/component.yaml`),
    additions,
    schema,
  };
}

function toCondition(written: Readonly<Record<string, string>> = {}, component: string): Condition {
  return Object.entries(written).map(([path, is]) => ({ path: valuePath(path, component), is }));
}

function toChart(written: WrittenChart, component: string): Chart {
  return {
    ...written,
    release: written.release ?? component,
    images: new Map(Object.entries(written.images ?? {})),
    pullPolicies: written.pullPolicies ?? [],
    pullSecrets: written.pullSecrets ?? [],
    defines: new Map(Object.entries(written.defines ?? {})),
  };
}

interface WrittenChoices {
  readonly volume?: string;
  readonly namespace: string;
}

function toDatabaseChoices(
  { volume, namespace, ...choices }: Omit<DatabaseChoices, "namespace" | "volume"> & WrittenChoices,
  component: string,
): DatabaseChoices {
  return {
    ...choices,
    ...(volume !== undefined && { volume: valuePath(volume, component) }),
    namespace: namespace.includes(".") ? valuePath(namespace, component) : namespace,
  };
}

/** `mesh.mode` as a path; `settings.x` is a setting of the component itself. */
function valuePath(text: string, component: string): Path {
  const [first = "", ...rest] = text.split(".");
  return first === "settings" ? ["components", component, ...rest] : [first, ...rest];
}

/** A component's values.yaml as if it were written below `components.<name>`. */
function belowComponent(document: Document, name: string): Document {
  return {
    file: document.file,
    value: { components: { [name]: document.value ?? {} } },
    place: (path, part) => document.place(path.slice(2), part),
  };
}
