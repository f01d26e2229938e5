import type { Document } from "../model/document.ts";
import type { Addition, Layer } from "../model/layer.ts";
import type { Result } from "../model/problem.ts";
import { gather, gatherFields } from "../problems/gather.ts";
import { unexpectedFile, unknownComponent } from "../problems/layer-problems.ts";
import { listFiles, readText, readYaml, startOf } from "./root-files.ts";
import type { Root } from "./roots.ts";

/** `katib/patches/limits.yaml.ejs` in a layer. What is encrypted is no template: a byte more or less, and it cannot be verified. */
const ADDITION = /^([^/]+)\/(?:(?:(?:resources|patches)\/[^/]+|chart\/values)\.yaml(?:\.ejs)?|secrets\/[^/]+\.yaml)$/;

const KINDS: Readonly<Record<string, Addition["kind"]>> = {
  resources: "resource",
  secrets: "secret",
  patches: "patch",
  chart: "chart",
  existing: "existing",
};

/** A folder of a root that is a layer, and what may be in it. */
export interface LayerFolder {
  readonly kind: Exclude<Layer["kind"], "component">;
  readonly root: Root;
  /** Relative to the root: `overlays/gke`. */
  readonly folder: string;
  /** Names of all components. */
  readonly components: ReadonlySet<string>;
}

/** Reads one layer: its values.yaml, and its additions per component. Problems: files that cannot be read, that nothing reads, and additions for a component that does not exist. */
export function readLayer(layer: LayerFolder): Result<Layer> {
  const { kind, root, folder } = layer;
  const files = listFiles(root, folder);
  if (!files.ok) return files;
  const values = files.value.includes("values.yaml") ? readYaml(root, `${folder}/values.yaml`) : NO_VALUES;
  const own = kind === "environment" ? ["values.yaml", "environment.yaml"] : ["values.yaml"];
  const others = files.value.filter((file) => !own.includes(file) && !file.endsWith(".md"));
  const additions = gather(others.map((file) => readAddition(layer, file, own)));
  const contents = gatherFields({ values, additions });
  return contents.ok ? { ok: true, value: { kind, folder: `${root.label}${folder}`, ...contents.value } } : contents;
}

const NO_VALUES: Result<Document | undefined> = { ok: true, value: undefined };

function readAddition(
  { root, folder, components }: LayerFolder,
  file: string,
  own: readonly string[],
): Result<Addition> {
  const path = `${folder}/${file}`;
  const component = ADDITION.exec(file)?.[1];
  if (component === undefined) {
    return { ok: false, problems: [unexpectedFile(file, [...own, corrected(file)], startOf(root, path))] };
  }
  if (!components.has(component)) {
    return { ok: false, problems: [unknownComponent(component, components, startOf(root, path))] };
  }
  return readAdditionFile({ root, folder, file }, component);
}

/** A file of a layer. */
export interface AdditionFile {
  readonly root: Root;
  /** The layer's: `components/katib`. */
  readonly folder: string;
  /** Relative to it. */
  readonly file: string;
}

/** Reads a file below `resources/`, `secrets/`, `patches/`, `chart/` or `existing/`, or a component's expectations beside these. */
export function readAdditionFile({ root, folder, file }: AdditionFile, component: string): Result<Addition> {
  const path = `${folder}/${file}`;
  const text = readText(root, path);
  if (!text.ok) return text;
  const kind = KINDS[file.split("/").at(-2) ?? ""] ?? "expectation";
  return { ok: true, value: { component, kind, file: `${root.label}${path}`, text: text.value } };
}

/** The path of an addition with the same name, for a suggestion. */
export function corrected(file: string): string {
  const steps = file.split("/");
  const name = (steps.at(-1) ?? "").replace(/\.ya?ml(\.ejs)?$/, ".yaml$1");
  const kind = FOLDERS.find(([start]) => start.test(steps.at(-2) ?? ""))?.[1] ?? "patches";
  return [...steps.slice(0, -2), kind, name].join("/");
}

const FOLDERS = [
  [/^res/, "resources"],
  [/^sec/, "secrets"],
] as const;
