import type { Document } from "../model/document.ts";
import type { ReleaseFacts } from "../model/facts.ts";
import type { Place, Result } from "../model/problem.ts";
import type { GitSource, PartSource, Release, ReleaseComponent, ReleaseResources } from "../model/release.ts";
import type { Value } from "../model/value.ts";
import { nameDiffers } from "../problems/layer-problems.ts";
import { factsUnreadable } from "../problems/source-problems.ts";
import { readJson } from "../yaml/read-json.ts";
import type { ReadChecked } from "./file-schemas.ts";
import { readText, startOf } from "./root-files.ts";
import type { Root } from "./roots.ts";

export const RELEASES = "components/releases";

/** Reads `components/releases/<name>.yaml`. `readFile` reads and checks a release file. */
export function readRelease(root: Root, name: string, readFile: ReadChecked): Result<Release> {
  const path = `${RELEASES}/${name}.yaml`;
  const document = readFile(root, path);
  if (!document.ok) return document;
  const release = toRelease(document.value, startOf(root, path));
  if (release.name === name) return { ok: true, value: release };
  return { ok: false, problems: [nameDiffers(release.name, `file ${name}.yaml`, document.value.place(["release"]))] };
}

/** Reads `components/releases/<name>.facts.json`, which `npm run facts` wrote. */
export function readFacts(root: Root, name: string): Result<ReleaseFacts> {
  const path = `${RELEASES}/${name}.facts.json`;
  const text = readText(root, path);
  if (!text.ok) return text;
  const value = readJson(text.value, `${root.label}${path}`);
  if (!value.ok) return value;
  const facts = value.value as unknown as Partial<ReleaseFacts> | null;
  if (facts?.release === name && typeof facts.paths === "object") return { ok: true, value: facts as ReleaseFacts };
  return { ok: false, problems: [factsUnreadable(`${root.label}${path}`, `it does not hold those of ${name}`)] };
}

type WrittenSource = string | null | { readonly path: string; readonly patches?: readonly Value[] };
type WrittenPart = WrittenSource | Readonly<Record<string, WrittenSource>>;

/** What schemas/release.schema.json lets through. */
interface ReleaseFile {
  readonly release: string;
  readonly source: GitSource;
  readonly components: Readonly<Record<string, WrittenComponent>>;
}

interface WrittenComponent {
  readonly version: string;
  readonly resources?: ReleaseResources;
  readonly names?: ReleaseComponent["names"];
  readonly parts: Readonly<Record<string, WrittenPart>>;
}

function toRelease({ value, place }: Document, start: Place): Release {
  const { release, source, components } = value as unknown as ReleaseFile;
  const entries = Object.entries(components).map(([name, written]): [string, ReleaseComponent] => {
    const { version, resources = {}, names = {} } = written;
    const parts = Object.entries(written.parts).map(([part, source]) => [part, toVariants(source)] as const);
    return [name, { version, resources, names, parts: new Map(parts), place: place(["components", name], "key") }];
  });
  return { name: release, source, components: new Map(entries), place: start };
}

function toVariants(part: WrittenPart): ReadonlyMap<string, PartSource | undefined> {
  if (part === null || typeof part === "string" || isSource(part)) return new Map([["", toSource(part)]]);
  return new Map(Object.entries(part).map(([variant, source]) => [variant, toSource(source)]));
}

/** A map with `path` is one place; any other is by variant. */
function isSource(part: WrittenPart): part is WrittenSource & object {
  return typeof part === "object" && part !== null && "path" in part;
}

function toSource(source: WrittenSource): PartSource | undefined {
  if (source === null) return undefined;
  return typeof source === "string"
    ? { path: source, patches: [] }
    : { path: source.path, patches: source.patches ?? [] };
}
