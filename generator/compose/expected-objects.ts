import { describeObject } from "../facts/describe-object.ts";
import type { Expectation } from "../model/expectation.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { PlatformComponent } from "../model/platform.ts";
import type { Place, Problem, Result } from "../model/problem.ts";
import type { ValueMap } from "../model/value.ts";
import { expectationInvalid } from "../problems/compose-problems.ts";
import type { Inventory } from "./inventory.ts";
import { readSecretKey, type WrittenExpectation } from "./read-expectation.ts";
import type { Rendered } from "./rendered-addition.ts";

/**
 * What the cluster must have before the component is synced: what its expectations file says, and the Secrets with credentials that patches
 * took away. Of what its own patches take away only the file speaks, if there is one. Nothing that the component delivers is expected.
 * Problems: a Secret of which neither the file nor upstream says the keys.
 */
export function expectedObjects(
  { component }: PlatformComponent,
  additions: readonly Rendered[],
  removed: Inventory["removed"],
  { objects }: Inventory,
): Result<readonly Expectation[]> {
  const speaksForItself = component.additions.some(({ kind }) => kind === "expectation");
  const isOwn = ({ place }: Rendered) => place?.file.startsWith(`${component.folder}/`) === true;
  const secrets = removed.filter(({ object }) => object.credentials !== undefined);
  const derived = secrets
    .filter(({ by }) => !(speaksForItself && isOwn(by)))
    .map(({ object, by }) => ({ written: takenOut(object), place: by.place }));
  const stated = additions.flatMap((each) =>
    each.kind === "expectation" ? [{ written: each.expectation, place: each.place }] : [],
  );
  // Whoever expects a Secret that is encrypted here is told so.
  const encrypted = new Set(additions.flatMap((each) => (each.kind === "encrypted" ? [identityOf(each.object)] : [])));
  const delivered = new Set(objects.map(identity).filter((object) => !encrypted.has(object)));
  const expected = new Map(derived.map((each) => [identity(each.written), each]));
  for (const [object, each] of together(stated)) expected.set(object, each);
  const keys = new Map(secrets.map(({ object }) => [identity(object), object.credentials]));
  const needed = [...expected]
    .filter(([key]) => !delivered.has(key))
    .map(([key, { written, place }]) => ({ ...written, keys: written.keys ?? keys.get(key), place }));
  const problems = needed.flatMap(withoutKeys);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: needed.map(complete) };
}

interface Stated {
  readonly written: WrittenExpectation;
  readonly place: Place | undefined;
}

/** What is stated of one object in several entries, such as one for each key, is stated together. */
function together(stated: readonly Stated[]): ReadonlyMap<string, Stated> {
  const all = new Map<string, Stated>();
  for (const each of stated) {
    const object = identity(each.written);
    const earlier = all.get(object)?.written;
    all.set(object, earlier === undefined ? each : { ...each, written: both(earlier, each.written) });
  }
  return all;
}

function both(one: WrittenExpectation, other: WrittenExpectation): WrittenExpectation {
  return {
    ...one,
    ...(other.keys && { keys: [...new Set([...(one.keys ?? []), ...other.keys])] }),
    ...(other.equals && { equals: { ...one.equals, ...other.equals } }),
    ...(other.settings && { settings: { ...one.settings, ...other.settings } }),
    ...(other.versions && { versions: [...new Set([...(one.versions ?? []), ...other.versions])] }),
    optional: one.optional === true && other.optional === true,
  };
}

type NeededObject = Omit<WrittenExpectation, "keys"> & {
  readonly keys: readonly string[] | undefined;
  readonly place: Place | undefined;
};

/** Whoever makes the Secret has to know what belongs into it. */
function withoutKeys({ kind, name, keys, place }: NeededObject): Problem[] {
  if (kind !== "Secret" || keys !== undefined) return [];
  return [expectationInvalid("it has no keys, and nothing of upstream's tells them", name, place)];
}

function complete({ kind, namespace, name, reason, ...written }: NeededObject): Expectation {
  return {
    kind,
    namespace,
    name,
    keys: written.keys ?? [],
    settings: written.settings ?? {},
    versions: written.versions ?? [],
    optional: written.optional ?? false,
    equals: Object.fromEntries(Object.entries(written.equals ?? {}).map(([key, other]) => [key, readSecretKey(other)])),
    reason,
  };
}

function takenOut({ kind, namespace, name }: ObjectFacts): WrittenExpectation {
  return { kind, namespace, name, reason: "A patch takes out upstream's, whose credentials are public." };
}

function identityOf(object: ValueMap): string {
  return identity(describeObject(object));
}

function identity({
  kind,
  namespace = "",
  name,
}: Pick<Expectation, "kind" | "name"> & { namespace?: string | undefined }) {
  return `${kind} ${namespace}/${name}`;
}
