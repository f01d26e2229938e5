import { join } from "node:path";
import deepmerge from "deepmerge";
import { parse } from "yaml";
import type { Plan } from "../../generator/generate.ts";
import { buildKustomization, printResources } from "../../generator/kustomize/build.ts";
import { diskFileSystem, fileSystemWithFolder } from "../../generator/kustomize/file-system.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { createManifestReader } from "../../generator/yaml/manifest-reader.ts";
import { catalog, expectValue, planWith } from "../catalog/plan-with.ts";
import { localUpstream } from "./local-upstream.ts";

/** An object as it was built: its text, and what names it (a generated name without its hash). */
export interface BuiltObject {
  readonly kind: string;
  /** Empty for an object without one. */
  readonly namespace: string;
  readonly name: string;
  readonly text: string;
}

/** A built object, read as a person would read it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is Kubernetes', not ours
export type Built = any;

/** Components of a platform, built from upstream's real manifests. */
export interface BuiltPlatform {
  readonly plan: Plan;
  /** Every object, in the order of the build. */
  readonly objects: readonly BuiltObject[];
  /** The text of everything that is applied: to look for what must not be left. */
  readonly text: string;
  /** The one object of a kind and name; throws where there is none, or more than one. */
  readonly find: (kind: string, name: string, namespace?: string) => Built;
  /** Those of a kind and name: for what must be gone. */
  readonly all: (kind: string, name?: string, namespace?: string) => readonly Built[];
}

export const RELEASES: readonly string[] = [...catalog.releases.keys()];

const upstream = localUpstream([...catalog.releases.values()]);
const reader = createManifestReader();

/** What an environment of these values comes to at a release, with the components named (default: all that it has) built in this process. */
export async function buildPlatform(
  release: string,
  values: ValueMap,
  components?: readonly string[],
  overlays: readonly string[] = [],
): Promise<BuiltPlatform> {
  const plan = planWith(deepmerge({ platform: { release } }, values) as ValueMap, overlays);
  const texts: string[] = [];
  for (const { component, files } of plan.components) {
    const isWanted = components === undefined || components.includes(component.name);
    if (isWanted && files.has("kustomization.yaml")) texts.push(await buildFiles(files));
  }
  return builtPlatform(plan, texts.join("---\n"));
}

/** The text that the kustomization among these files builds to. */
export async function buildFiles(files: ReadonlyMap<string, string>): Promise<string> {
  const folder = join(import.meta.dirname, "in-memory");
  const fileSystem = fileSystemWithFolder(diskFileSystem(), folder, files);
  const options = { fileSystem, remote: upstream, loadRestrictions: "rootOnly", reader } as const;
  const resources = expectValue(await buildKustomization(folder, options));
  return expectValue(await printResources(resources, fileSystem));
}

function builtPlatform(plan: Plan, text: string): BuiltPlatform {
  const objects = text.split(/^---\n/m).map((document) => ({ ...headOf(document), text: document }));
  const all = (kind: string, name?: string, namespace?: string) =>
    objects
      .filter(
        (object) =>
          object.kind === kind &&
          (name === undefined || object.name === name) &&
          (namespace === undefined || object.namespace === namespace),
      )
      .map((object) => parse(object.text));
  const find = (kind: string, name: string, namespace?: string) => {
    const [found, ...more] = all(kind, name, namespace);
    if (found !== undefined && more.length === 0) return found;
    throw new Error(`${more.length + (found === undefined ? 0 : 1)} objects are ${kind} ${namespace ?? ""}/${name}`);
  };
  return { plan, objects, text, find, all };
}

/** What names an object, without reading the rest: Kustomize prints every object's own fields without indentation. */
function headOf(text: string): Omit<BuiltObject, "text"> {
  const metadata = /^metadata:\n(?: .*\n)+/m.exec(text)?.[0] ?? "";
  return {
    kind: /^kind: (.*)$/m.exec(text)?.[1] ?? "",
    name: (parse(/^ {2}name: (.*)$/m.exec(metadata)?.[1] ?? "") ?? "").replace(/-[bcdfghkmt2456789]{10}$/, ""),
    namespace: /^ {2}namespace: (.*)$/m.exec(metadata)?.[1] ?? "",
  };
}

/** A container of a workload, by name. */
export function containerOf(workload: Built, name: string): Built {
  return workload.spec.template.spec.containers.find((container: Built) => container.name === name);
}

/** The environment of a workload's container: name to what it is set to. */
export function environmentOf(workload: Built, container: string): Readonly<Record<string, Built>> {
  const { env = [] } = containerOf(workload, container);
  return Object.fromEntries(env.map((variable: Built) => [variable.name, variable.value ?? variable.valueFrom]));
}
