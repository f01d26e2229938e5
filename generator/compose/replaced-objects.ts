import { describeObject } from "../facts/describe-object.ts";
import type { PlatformComponent, PlatformPart } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import { isDeletion } from "./follow-patch.ts";
import type { Inventory } from "./inventory.ts";
import { type ObjectPattern, patternOfObject } from "./object-pattern.ts";
import { partObjects } from "./part-objects.ts";
import type { Rendered } from "./rendered-addition.ts";

/** A component in which nothing of upstream's has the identity of an addition that takes its place. */
export interface WithReplacements {
  readonly component: PlatformComponent;
  readonly additions: readonly Rendered[];
  /** What was taken out of the parts. */
  readonly removed: Inventory["removed"];
}

/**
 * A patch that deletes an object of upstream's, where an addition of the same identity takes its place, moves into the part that has the
 * object: Kustomize reads all resources before it patches any, and refuses two of one identity.
 */
export function replaceObjects(component: PlatformComponent, additions: readonly Rendered[]): WithReplacements {
  const own = additions.flatMap((each) =>
    each.kind === "resource" || each.kind === "encrypted" ? [describeObject(each.object)] : [],
  );
  let parts = component.parts;
  const removed: Inventory["removed"][number][] = [];
  const left = additions.filter((each) => {
    if (each.kind !== "merge" || !isDeletion(each.object)) return true;
    const pattern = patternOfObject(each.object);
    const inParts = parts.flatMap(partObjects).filter(pattern.matches);
    if (inParts.length === 0 || !own.some(pattern.matches)) return true;
    removed.push(...inParts.map((object) => ({ object, by: each })));
    parts = parts.map((part) => withoutObjects(part, pattern));
    return false;
  });
  return { component: { ...component, parts }, additions: left, removed };
}

/** A part's own patches come before its namespace is set: they name objects as upstream does. */
function withoutObjects(part: PlatformPart, { matches }: ObjectPattern): PlatformPart {
  const before = partObjects({ ...part, namespace: undefined });
  const deletions = partObjects(part).flatMap((object, index): ValueMap[] => {
    const named = before[index];
    if (named === undefined || !matches(object)) return [];
    const { apiVersion, kind, name, namespace } = named;
    const metadata = { name, ...(namespace !== undefined && { namespace }) };
    return [{ $patch: "delete", apiVersion, kind, metadata }];
  });
  return deletions.length === 0 ? part : { ...part, patches: [...part.patches, ...deletions] };
}
