import type { Path } from "../model/value.ts";
import type { Kustomization } from "./kustomization.ts";

/** What an entry of a kustomization names: what `namedBases` gives, or what `namedFiles` does. */
export type EntryKind = "base" | "file";

/** The fields of a kustomization file, deprecated ones too, whose entries name a folder, a repository or a file of objects; `*` is any entry. */
const BASES: readonly Path[] = [
  ["resources", "*"],
  ["bases", "*"],
  ["components", "*"],
  ["generators", "*"],
  ["transformers", "*"],
  ["validators", "*"],
];

/** Those that name a file of another kind. */
const FILES: readonly Path[] = [
  ["patches", "*", "path"],
  ["patchesJson6902", "*", "path"],
  ["replacements", "*", "path"],
  ["patchesStrategicMerge", "*"],
  ["configurations", "*"],
  ["crds", "*"],
  ["openapi", "path"],
  ...["configMapGenerator", "secretGenerator"].flatMap((generator) => [
    [generator, "*", "env"],
    [generator, "*", "envs", "*"],
    [generator, "*", "files", "*"],
  ]),
];

/** Every entry that names a file, except those of `namedBases`; some may hold the text itself instead. As written: `key=path` of a generator too. */
export function namedFiles(kustomization: Kustomization): readonly string[] {
  return FILES.flatMap((field) => textsAt(kustomization, field)).filter((entry) => entry !== "");
}

/** Every entry that names a folder with a kustomization, a repository, or a file of objects; those of plugins may hold the objects instead. */
export function namedBases(kustomization: Kustomization): readonly string[] {
  return BASES.flatMap((field) => textsAt(kustomization, field));
}

/** Which kind of entry lies at a path of a kustomization file; undefined: none that names anything. */
export function entryKindAt(path: Path): EntryKind | undefined {
  const isIn = (fields: readonly Path[]) =>
    fields.some(
      (field) => field.length === path.length && field.every((step, at) => step === "*" || step === path[at]),
    );
  if (isIn(BASES)) return "base";
  return isIn(FILES) ? "file" : undefined;
}

/** The file in an entry of a generator's `files`: what comes after `key=`. A URL with a query has no key. */
export function fileOfEntry(entry: string): string {
  return /^https?:\/\//.test(entry) ? entry : entry.replace(/^[^=]*=/, "");
}

function textsAt(value: unknown, [step, ...rest]: Path): readonly string[] {
  if (step === undefined) return typeof value === "string" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  const inside = step === "*" ? Object.values(value) : [(value as Readonly<Record<string, unknown>>)[step]];
  return inside.flatMap((each) => textsAt(each, rest));
}
