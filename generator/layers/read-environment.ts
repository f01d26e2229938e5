import type { Catalog } from "../model/catalog.ts";
import type { Document } from "../model/document.ts";
import type { Environment } from "../model/environment.ts";
import type { Layer } from "../model/layer.ts";
import type { Place, Result } from "../model/problem.ts";
import { gather, refused } from "../problems/gather.ts";
import {
  duplicateName,
  environmentNameInvalid,
  extendsCycle,
  unknownEnvironment,
  unknownOverlay,
} from "../problems/layer-problems.ts";
import { checkedReader, type ReadChecked } from "./file-schemas.ts";
import { isEnvironment, listEnvironments, listOverlays } from "./list-environments.ts";
import { baseFolders } from "./read-bases.ts";
import { type LayerFolder, readLayer } from "./read-layer.ts";
import { listFolders, startOf } from "./root-files.ts";
import { type Root, type Roots, rootFolders } from "./roots.ts";

/** Reads one environment: see `environmentReader`. */
export function readEnvironment(roots: Roots, name: string, catalog: Catalog): Result<Environment> {
  return environmentReader(roots, catalog)(name);
}

/**
 * Gives a function that reads `environments/<name>` of the user's root with its base, overlays and `extends` chain; what
 * several environments are built on is read once. Problems: an environment or an overlay that does not exist, an `extends`
 * cycle, a name that cannot be a label, an overlay of the user's with the name of a built-in one, and everything that is wrong with the files.
 */
export function environmentReader(roots: Roots, catalog: Catalog): (name: string) => Result<Environment> {
  const folders = rootFolders(roots);
  const user = folders.at(-1) as Root;
  const readFile = checkedReader(folders[0] as Root, "environment");
  const readShared = layerReader(new Set(catalog.components.keys()));
  const bases = baseFolders(roots);

  return (name) => {
    const chain = readChain({ user, readFile, known: () => listEnvironments(roots) }, name);
    if (!chain.ok) return chain;
    const overlays = gather(namedOverlays(chain.value).map((overlay) => findOverlay(overlay, folders, roots)));
    if (!overlays.ok) return overlays;
    const layers = gather<Layer>([
      ...bases.map(({ kind, root, folder }) => readShared(kind, root, folder)),
      ...overlays.value.map((overlay) => readShared("overlay", overlay.root, `overlays/${overlay.name}`)),
      ...chain.value.map((link) => readShared("environment", user, `environments/${link.name}`)),
    ]);
    if (!layers.ok) return layers;
    return {
      ok: true,
      value: {
        name,
        chain: chain.value.map((link) => link.name),
        overlays: overlays.value.map((overlay) => overlay.name),
        layers: layers.value,
        place: startOf(user, `environments/${name}/environment.yaml`),
      },
    };
  };
}

/** Reads layers, each once. */
function layerReader(components: ReadonlySet<string>) {
  const known = new Map<string, Result<Layer>>();
  return (kind: LayerFolder["kind"], root: Root, folder: string): Result<Layer> => {
    const key = `${root.label}${folder}`;
    const layer = known.get(key) ?? readLayer({ kind, root, folder, components });
    known.set(key, layer);
    return layer;
  };
}

/** One environment of an `extends` chain, and what its environment.yaml says. */
interface Link {
  readonly name: string;
  readonly parent: string | undefined;
  readonly overlays: readonly string[];
  readonly document: Document;
}

interface Chains {
  readonly user: Root;
  readonly readFile: ReadChecked;
  /** Names of all environments, for a suggestion. */
  readonly known: () => readonly string[];
}

/** Everything that is delivered has the environment's name as a label (k8s.io/apimachinery/pkg/util/validation, IsValidLabelValue). */
const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** The environment and all that it extends, parent first. */
function readChain({ user, readFile, known }: Chains, name: string): Result<readonly Link[]> {
  const chain: Link[] = [];
  let next: string | undefined = name;
  let from: Place | undefined;
  while (next !== undefined) {
    const seen = [...chain.map((link) => link.name), next];
    if (seen.indexOf(next) < chain.length) return refused(extendsCycle(seen.slice(seen.indexOf(next)), from as Place));
    if (!isEnvironment(user, next)) return refused(unknownEnvironment(next, known(), from));
    const file = `environments/${next}/environment.yaml`;
    if (!LABEL_VALUE.test(next)) return refused(environmentNameInvalid(next, startOf(user, file)));
    const document = readFile(user, file);
    if (!document.ok) return document;
    const link = toLink(next, document.value);
    chain.push(link);
    from = document.value.place(["extends"]);
    next = link.parent;
  }
  return { ok: true, value: chain.reverse() };
}

function toLink(name: string, document: Document): Link {
  // An empty file is an environment on the base alone.
  const { extends: parent, overlays = [] } = (document.value ?? {}) as {
    readonly extends?: string;
    readonly overlays?: readonly string[];
  };
  return { name, parent, overlays, document };
}

interface NamedOverlay {
  readonly name: string;
  readonly place: Place;
}

/** Every overlay once, a parent's before those of its child. */
function namedOverlays(chain: readonly Link[]): readonly NamedOverlay[] {
  const named = chain.flatMap(({ overlays, document }) =>
    overlays.map((name, index) => ({ name, place: document.place(["overlays", index]) })),
  );
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}

function findOverlay({ name, place }: NamedOverlay, folders: readonly Root[], roots: Roots) {
  const having = folders.filter((root) => listFolders(root, "overlays").includes(name));
  const [first, second] = having;
  if (first === undefined) return refused(unknownOverlay(name, listOverlays(roots), place));
  if (second !== undefined) return refused(duplicateName("overlay", name, `${first.label}overlays`, place));
  return { ok: true as const, value: { root: first, name } };
}
