import type { FileTree } from "../model/file-tree.ts";
import type { RenderedObject } from "../model/upstream.ts";
import { printValue } from "../yaml/print-value.ts";

/**
 * A file per object, `<kind>-<namespace>-<name>.yaml` in lower case, definitions of custom resources in `crds/`, and a kustomization that
 * lists them, definitions first, and then what is added to them. A name depends on its object alone, unless two would share it.
 */
export function renderedFolder(
  comment: string,
  objects: readonly RenderedObject[],
  added: AddedEntries = { resources: [], generators: [] },
): FileTree {
  const files = new Map([...fileNames(objects)].map(([object, path]) => [path, object.text] as const).sort(byPath));
  const kustomization = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [...files.keys(), ...added.resources],
    ...(added.generators.length > 0 && { generators: added.generators }),
  };
  return new Map([["kustomization.yaml", comment + printValue(kustomization)], ...files]);
}

/** Entries of the kustomization that no build gave. */
export interface AddedEntries {
  readonly resources: readonly string[];
  readonly generators: readonly string[];
}

type Naming = (object: RenderedObject, index: number) => string;

/** The path of each object's file. Where two would have the same, first their groups and then a number tells them apart. */
function fileNames(objects: readonly RenderedObject[]): ReadonlyMap<RenderedObject, string> {
  const ordered = [...objects].sort((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1));
  const namings: readonly Naming[] = [
    fileName,
    (object) => `${fileName(object)}${object.group === "" ? "" : `.${object.group}`}`,
    (object, index) => `${fileName(object)}.${index + 1}`,
  ];
  let unnamed = ordered;
  const names = new Map<RenderedObject, string>();
  for (const naming of namings) {
    const paths = new Map(unnamed.map((object, index) => [object, `${naming(object, index)}.yaml`]));
    const taken = countOf([...names.values(), ...paths.values()]);
    for (const [object, path] of paths) if (taken.get(path) === 1) names.set(object, path);
    unnamed = unnamed.filter((object) => !names.has(object));
  }
  return names;
}

/** `deployment-kubeflow-katib-ui`. A name may hold what a file name may not: `system:node`. */
function fileName({ group, kind, namespace, name }: RenderedObject): string {
  const text = [kind, namespace, name]
    .filter((word) => word !== "")
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, "-");
  return kind === "CustomResourceDefinition" && group === "apiextensions.k8s.io" ? `crds/${text}` : text;
}

function identityOf({ group, kind, namespace, name }: RenderedObject): string {
  return JSON.stringify([group, kind, namespace, name]);
}

function countOf(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

function byPath([first]: readonly [string, string], [second]: readonly [string, string]): number {
  const isDefinition = (path: string) => path.startsWith("crds/");
  if (isDefinition(first) !== isDefinition(second)) return isDefinition(first) ? -1 : 1;
  return first < second ? -1 : 1;
}
