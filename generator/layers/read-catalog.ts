import type { Catalog } from "../model/catalog.ts";
import { compareReleases } from "../model/compare-releases.ts";
import type { ReleaseFacts } from "../model/facts.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { gather, gatherFields } from "../problems/gather.ts";
import { duplicateName, releaseDiffers, requirementUnknown } from "../problems/layer-problems.ts";
import { checkedReader, readSchema } from "./file-schemas.ts";
import { type ComponentFolder, readComponent } from "./read-component.ts";
import { RELEASES, readFacts, readRelease } from "./read-release.ts";
import { listEntries, listFolders } from "./root-files.ts";
import { type Root, type Roots, rootFolders } from "./roots.ts";

/**
 * Reads every component and release of both roots; facts stay on disk until they are asked for. Problems: files that cannot
 * be read or do not fit their schema, a component of the user's with the name of a built-in one.
 */
export function readCatalog(roots: Roots): Result<Catalog> {
  const folders = rootFolders(roots);
  const builtIn = folders[0] as Root;
  const contents = gatherFields({
    components: readComponents(folders, builtIn),
    releases: readReleases(folders, builtIn),
    valuesSchema: readSchema(builtIn, "values"),
  });
  if (!contents.ok) return contents;
  const { components, releases, valuesSchema } = contents.value;
  const sorted = components.toSorted((a, b) => (a.component.name < b.component.name ? -1 : 1));
  return {
    ok: true,
    value: {
      components: new Map(sorted.map(({ component }) => [component.name, component])),
      defaults: sorted.map(({ defaults }) => defaults),
      releases,
      facts: lazyFacts(folders),
      valuesSchema,
    },
  };
}

function readComponents(folders: readonly Root[], builtIn: Root): Result<readonly ComponentFolder[]> {
  const readFile = checkedReader(builtIn, "component");
  const read = gather(
    folders.flatMap((root) =>
      listFolders(root, "components")
        .filter((name) => name !== "releases")
        .map((name) => readComponent(root, name, readFile)),
    ),
  );
  if (!read.ok) return read;
  const first = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { component } of read.value) {
    const other = first.get(component.name);
    if (other !== undefined) problems.push(duplicateName("component", component.name, other, component.place));
    first.set(component.name, component.folder);
  }
  problems.push(...unknownRequirements(read.value));
  return problems.length > 0 ? { ok: false, problems } : read;
}

/** What a component requires is one of them, or a capability that one has, on or off. */
function unknownRequirements(folders: readonly ComponentFolder[]): readonly Problem[] {
  const known = new Set(folders.flatMap(({ component: { name, provides } }) => [name, ...provides]));
  return folders.flatMap(({ requirements }) =>
    requirements
      .filter(({ name }) => !known.has(name))
      .map(({ name, place }) => requirementUnknown(name, known, place)),
  );
}

/** A release file of the user's adds components of their own to the built-in release of that name. */
function readReleases(folders: readonly Root[], builtIn: Root): Result<ReadonlyMap<string, Release>> {
  const readFile = checkedReader(builtIn, "release");
  const read = gather(
    folders.flatMap((root) =>
      listEntries(root, RELEASES)
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => readRelease(root, name.slice(0, -".yaml".length), readFile)),
    ),
  );
  if (!read.ok) return read;
  const releases = new Map<string, Release>();
  const problems: Problem[] = [];
  for (const release of read.value.toSorted((a, b) => compareReleases(a.name, b.name))) {
    const other = releases.get(release.name);
    if (other !== undefined) problems.push(...joinProblems(other, release));
    releases.set(release.name, other === undefined ? release : joined(other, release));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: releases };
}

function joined(builtIn: Release, own: Release): Release {
  return { ...builtIn, components: new Map([...builtIn.components, ...own.components]) };
}

function joinProblems(builtIn: Release, own: Release): readonly Problem[] {
  const twice = [...own.components]
    .filter(([name]) => builtIn.components.has(name))
    .map(([name, { place }]) => duplicateName("component", name, builtIn.place.file, place));
  const isSameSource = builtIn.source.url === own.source.url && builtIn.source.commit === own.source.commit;
  return isSameSource ? twice : [releaseDiffers(own.name, own.place), ...twice];
}

/** Parses a release's facts once, of every root that has a file of them. */
function lazyFacts(folders: readonly Root[]): Catalog["facts"] {
  const known = new Map<string, Result<ReleaseFacts>>();
  return (release) => {
    const facts = known.get(release) ?? factsOf(folders, release);
    known.set(release, facts);
    return facts;
  };
}

function factsOf(folders: readonly Root[], release: string): Result<ReleaseFacts> {
  const having = folders.filter((root) => listEntries(root, RELEASES).includes(`${release}.facts.json`));
  // Where no root has them, reading them of the first says so.
  const read = gather((having.length > 0 ? having : folders.slice(0, 1)).map((root) => readFacts(root, release)));
  if (!read.ok) return read;
  const [first] = read.value;
  const paths = Object.assign({}, ...read.value.map((facts) => facts.paths)) as ReleaseFacts["paths"];
  return { ok: true, value: { ...(first as ReleaseFacts), paths } };
}
