import type { FileTree } from "../model/file-tree.ts";
import type { PlatformPart } from "../model/platform.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import type { DeliveryValues, ImageOverride } from "../model/values.gen.ts";
import { printComment } from "../yaml/print-comment.ts";
import { printValue } from "../yaml/print-value.ts";
import { generatedKind } from "./generated-object.ts";
import { identityWords } from "./identity-words.ts";
import type { PartImages } from "./images/part-images.ts";
import type { PartReference } from "./part-reference.ts";
import { mergeForTarget } from "./patch-target.ts";
import type { SharedPatch } from "./protection.ts";
import type { EncryptedSecret, GeneratorEntry, Rendered } from "./rendered-addition.ts";

/** All that a component's kustomization is made of. */
export interface KustomizationContent {
  /** For the comment at the top of the file. */
  readonly title: string;
  readonly parts: readonly PlatformPart[];
  readonly reference: PartReference;
  /** What makes a part take images from elsewhere. */
  readonly partImages: (part: PlatformPart) => PartImages | undefined;
  readonly additions: readonly Rendered[];
  /** Files that tell Kustomize which fields name other objects. */
  readonly configurations: readonly string[];
  readonly shared: readonly SharedPatch[];
  readonly images: readonly ImageOverride[];
  readonly labels: Readonly<Record<string, string>>;
  /** By workload name. */
  readonly replicas: Readonly<Record<string, number>>;
  /** Who reads it. */
  readonly delivery: Pick<DeliveryValues, "controller" | "manifests">;
}

/**
 * The files of a component's folder. The kustomization lists upstream's bases first, then our resources, generators and
 * patches; Kustomize applies labels, replicas and images after all patches, whatever the order of the fields.
 */
export function kustomizationFiles(content: KustomizationContent): FileTree {
  const files = new Folder();
  const parts = content.parts.map((part) => writePart(part, content, files));
  const resources = content.additions.flatMap((each) =>
    each.kind === "resource" ? [files.write("resources", each, each.object)] : [],
  );
  const encrypted = writeEncrypted(content, files);
  const entries = {
    generators: encrypted.generators,
    ...generators(content.additions, files),
    patches: [...writePatches(content.additions, files), ...content.shared.flatMap((each) => writeShared(each, files))],
    images: content.images.map((image) => ({ ...image })),
    labels:
      Object.keys(content.labels).length === 0
        ? []
        : [{ pairs: content.labels, includeSelectors: false, includeTemplates: false }],
    replicas: Object.entries(content.replicas).map(([name, count]) => ({ name, count })),
    configurations: content.configurations,
  };
  // Listed even where it is empty: a kustomization without any entry is refused, and encrypted Secrets may be all that a component has.
  const resourceList = [...parts, ...resources, ...encrypted.resources];
  const kustomization = { ...HEAD, resources: resourceList, ...withoutEmptyLists(entries) };
  const comment = printComment(`${content.title}. Generated from the values: change those, not this file.`);
  return new Map([["kustomization.yaml", comment + printValue(kustomization)], ...files.written]);
}

const HEAD = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

/** A part that is mended or moved, or names images elsewhere than in containers, gets a kustomization of its own: nothing of it reaches the other parts. */
function writePart(upstream: PlatformPart, { reference, partImages }: KustomizationContent, files: Folder): string {
  const { name, namespace, patches } = upstream;
  const images = partImages(upstream);
  if (namespace === undefined && patches.length === 0 && images === undefined) return reference(upstream, "");
  if (images !== undefined) files.add(`parts/${name}/images.yaml`, images.texts);
  const part = {
    ...HEAD,
    resources: [reference(upstream, `parts/${name}`), ...(images === undefined ? [] : ["images.yaml"])],
    ...(namespace === undefined ? {} : { namespace }),
    patches: patches.map((patch) => partPatch(patch)),
    replacements: images?.replacements ?? [],
  };
  files.add(`parts/${name}/kustomization.yaml`, withoutEmptyLists(part));
  return `parts/${name}`;
}

function partPatch(patch: Value): ValueMap {
  const { target, patch: operations } = patch as ValueMap;
  if (target === undefined) return { patch: printValue(patch) };
  return {
    target,
    patch: printValue(isMap(operations ?? null) ? mergeForTarget(operations as ValueMap) : (operations ?? [])),
  };
}

/**
 * Encrypted Secrets as they are. Flux decrypts what it has built; for Argo CD KSOPS is a generator of the build. Where the output is rendered,
 * they are no part of the build: `render` adds them to what it has built, by the same form.
 */
function writeEncrypted({ additions, delivery }: KustomizationContent, files: Folder) {
  const encrypted = additions.filter((each): each is EncryptedSecret => each.kind === "encrypted");
  const paths = encrypted.map((each) => files.copy("secrets", each, each.text));
  if (paths.length === 0) return { resources: [], generators: [] };
  const generators = delivery.controller === "argocd" ? [files.add("ksops.yaml", ksopsGenerator(paths))] : [];
  if (delivery.manifests === "rendered") return { resources: [], generators: [] };
  return generators.length > 0 ? { resources: [], generators } : { resources: paths, generators: [] };
}

/** What makes Kustomize run KSOPS, which prints the Secrets of these files decrypted (viaduct-ai/kustomize-sops README.md). */
function ksopsGenerator(files: readonly string[]): ValueMap {
  const run = printValue({ exec: { path: "ksops" } });
  return {
    apiVersion: "viaduct.ai/v1",
    kind: "ksops",
    metadata: { name: "secrets", annotations: { "config.kubernetes.io/function": run } },
    files,
  };
}

function writePatches(additions: readonly Rendered[], files: Folder): ValueMap[] {
  return additions.flatMap((each): ValueMap[] => {
    if (each.kind === "merge") return [{ path: files.write("patches", each, each.object) }];
    if (each.kind === "operations") return [{ path: files.write("patches", each, each.patch), target: each.target }];
    return [];
  });
}

function writeShared({ name, patch, targets }: SharedPatch, files: Folder): ValueMap[] {
  const path = files.write("patches", { name }, patch);
  return targets.map((target) => ({ path, target }));
}

function generators(additions: readonly Rendered[], files: Folder): ValueMap {
  const entries = (field: GeneratorEntry["field"]): ValueMap[] =>
    additions.flatMap((each) =>
      each.kind === "generator" && each.field === field ? [writeContents(each, files)] : [],
    );
  return { configMapGenerator: entries("configMapGenerator"), secretGenerator: entries("secretGenerator") };
}

/** `contents: {key: text}` becomes a file per key, so that a long text is reviewed as what it is. */
function writeContents({ field, entry: { contents, ...entry } }: GeneratorEntry, files: Folder): ValueMap {
  if (contents === undefined) return entry;
  const folder = files.claim(`files/${identityWords({ ...entry, kind: generatedKind(field) })}`);
  const written = Object.entries(contents as ValueMap).map(([key, text]) => {
    files.written.set(`${folder}/${key}`, String(text));
    return `${key}=${folder}/${key}`;
  });
  return { ...entry, files: [...((entry.files ?? []) as readonly Value[]), ...written] };
}

function withoutEmptyLists(fields: Readonly<Record<string, unknown>>): ValueMap {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  ) as ValueMap;
}

/** The files beside the kustomization; one document per file, because Kustomize refuses several in a patch that deletes. */
class Folder {
  readonly written = new Map<string, string>();
  /** How often a path was wanted. */
  private readonly claims = new Map<string, number>();

  /** Writes a document as `<folder>/<name>.yaml`, with a number where the name is taken, and returns that path. */
  write(folder: string, named: { readonly name: string }, document: Value): string {
    return this.add(this.claim(`${folder}/${named.name}`, ".yaml"), document);
  }

  /** The same for a text that stays as it is. */
  copy(folder: string, named: { readonly name: string }, text: string): string {
    const path = this.claim(`${folder}/${named.name}`, ".yaml");
    this.written.set(path, text);
    return path;
  }

  add(path: string, document: Value): string {
    this.written.set(path, printOnce(document));
    return path;
  }

  /** A path that nobody else has: this one, with a number where it is claimed already. */
  claim(stem: string, ending = ""): string {
    const wanted = `${stem}${ending}`;
    for (let count = (this.claims.get(wanted) ?? 0) + 1; ; count++) {
      const path = count === 1 ? wanted : `${stem}-${count}${ending}`;
      if (this.claims.has(path)) continue;
      this.claims.set(path, 1).set(wanted, count);
      return path;
    }
  }
}

/** The environments of a fleet share most of their documents: each is printed once, and its text is in memory once. */
function printOnce(document: Value): string {
  if (typeof document !== "object" || document === null) return printValue(document);
  const text = printed.get(document) ?? printValue(document);
  printed.set(document, text);
  return text;
}

const printed = new WeakMap<object, string>();
