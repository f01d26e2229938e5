import { describeObject } from "../facts/describe-object.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { PlatformComponent } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { patchHitsNothing } from "../problems/compose-problems.ts";
import { nearest } from "../problems/did-you-mean.ts";
import { followImages, followOperations, followPatch, isDeletion } from "./follow-patch.ts";
import { generatedKind, generatedObject, isMaking } from "./generated-object.ts";
import { imagesOfGenerator, imagesOfOperations } from "./images/patch-images.ts";
import { type ObjectPattern, patternOfObject, patternOfTarget } from "./object-pattern.ts";
import { partObjects } from "./part-objects.ts";
import type { Rendered } from "./rendered-addition.ts";

/** The objects of a component after its own resources were added and its patches took some away. */
export interface Inventory {
  readonly objects: readonly ObjectFacts[];
  /** What patches took away. */
  readonly removed: readonly { readonly object: ObjectFacts; readonly by: Rendered }[];
  readonly problems: readonly Problem[];
}

/** What a kustomization reads before it patches anything: the parts and the resources among the additions. */
export function startInventory({ parts }: PlatformComponent, additions: readonly Rendered[]): Inventory {
  return { objects: [...parts.flatMap(partObjects), ...additions.flatMap(ownObject)], removed: [], problems: [] };
}

/** Follows the patches among the additions in thought; one that hits nothing is a problem. */
export function followAdditions(
  { component }: PlatformComponent,
  before: Inventory,
  additions: readonly Rendered[],
): Inventory {
  let { objects } = before;
  const removed = [...before.removed];
  const problems = [...before.problems];
  for (const addition of additions) {
    const pattern = patternOf(addition);
    if (pattern === undefined) continue;
    const hit = objects.filter(pattern.matches);
    if (hit.length === 0)
      problems.push(patchHitsNothing(pattern.text, component.name, nearestObject(pattern, objects), addition.place));
    if (addition.kind === "operations") objects = followImages(objects, pattern, imagesOfOperations(addition));
    if (addition.kind === "generator") objects = followImages(objects, pattern, imagesOfGenerator(addition));
    const merge = mergeOf(addition);
    if (addition.kind === "operations" && merge === undefined)
      objects = followOperations(objects, pattern, addition.patch as readonly Value[]);
    if (merge === undefined) continue;
    if (isDeletion(merge)) removed.push(...hit.map((object) => ({ object, by: addition })));
    objects = followPatch(objects, pattern, merge);
  }
  return { objects, removed, problems };
}

function ownObject(addition: Rendered): ObjectFacts[] {
  if (addition.kind === "resource") return [describeObject(addition.object)];
  if (addition.kind === "generator" && isMaking(addition.entry)) return [generatedObject(addition)];
  if (addition.kind !== "encrypted") return [];
  // Its values are no credentials to whoever has no key.
  const { credentials: _, ...facts } = describeObject(addition.object);
  return [facts];
}

/** The strategic merge that an addition is, if it is one. */
function mergeOf(addition: Rendered): ValueMap | undefined {
  if (addition.kind === "merge") return addition.object;
  return addition.kind === "operations" && !Array.isArray(addition.patch) ? (addition.patch as ValueMap) : undefined;
}

/** The objects that an addition changes; undefined for one that adds. */
export function patternOf(addition: Rendered): ObjectPattern | undefined {
  if (addition.kind === "merge") return patternOfObject(addition.object);
  if (addition.kind === "operations") return patternOfTarget(addition.target);
  if (addition.kind !== "generator" || isMaking(addition.entry)) return undefined;
  const { name = "", namespace = "" } = addition.entry;
  return patternOfObject({ apiVersion: "v1", kind: generatedKind(addition.field), metadata: { name, namespace } });
}

function nearestObject(pattern: ObjectPattern, objects: readonly ObjectFacts[]): string | undefined {
  const sameKind = objects.filter(({ kind }) => kind === pattern.kind);
  const name =
    nearest(
      pattern.name,
      sameKind.map((object) => object.name),
    ) ?? sameKind[0]?.name;
  const found = sameKind.find((object) => object.name === name);
  if (found === undefined) return undefined;
  return `${found.kind} ${found.namespace === undefined ? "" : `${found.namespace}/`}${found.name} (${found.apiVersion})`;
}
