import type { Expectation } from "../model/expectation.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { PlatformComponent } from "../model/platform.ts";
import type { Inventory } from "./inventory.ts";
import type { WrittenExpectation } from "./read-expectation.ts";
import type { Rendered } from "./rendered-addition.ts";

/**
 * What the cluster must have before the component is synced: what its expectations file says, and the Secrets with credentials that patches
 * took away. Of what its own patches take away only the file speaks, if there is one. Nothing that the component delivers is expected.
 */
export function expectedObjects(
  { component }: PlatformComponent,
  additions: readonly Rendered[],
  { objects, removed }: Inventory,
): readonly Expectation[] {
  const speaksForItself = component.additions.some(({ kind }) => kind === "expectation");
  const isOwn = ({ place }: Rendered) => place?.file.startsWith(`${component.folder}/`) === true;
  const secrets = removed.filter(({ object }) => object.credentials !== undefined);
  const derived = secrets.filter(({ by }) => !(speaksForItself && isOwn(by))).map(({ object }) => takenOut(object));
  const keys = new Map(secrets.map(({ object }) => [identity(object), object.credentials]));
  const stated = additions.flatMap((each) => (each.kind === "expectation" ? [each.expectation] : []));
  const delivered = new Set(objects.map(identity));
  // A later entry takes the place of an earlier one.
  const expected = new Map([...derived, ...stated].map((each) => [identity(each), each]));
  return [...expected]
    .filter(([key]) => !delivered.has(key))
    .map(([key, { kind, namespace, name, reason, ...written }]) => ({
      kind,
      namespace,
      name,
      keys: written.keys ?? keys.get(key) ?? [],
      settings: written.settings ?? {},
      versions: written.versions ?? [],
      optional: written.optional ?? false,
      reason,
    }));
}

function takenOut({ kind, namespace, name }: ObjectFacts): WrittenExpectation {
  return { kind, namespace, name, reason: "A patch takes out upstream's, whose credentials are public." };
}

function identity({
  kind,
  namespace = "",
  name,
}: Pick<Expectation, "kind" | "name"> & { namespace?: string | undefined }) {
  return `${kind} ${namespace}/${name}`;
}
