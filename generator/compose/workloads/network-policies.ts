import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform, PlatformComponent } from "../../model/platform.ts";
import type { ValueMap } from "../../model/value.ts";
import { partObjects } from "../part-objects.ts";
import { mergeForTarget, patchTarget } from "../patch-target.ts";
import type { Rendered } from "../rendered-addition.ts";

/**
 * The additions as `networkPolicies` wants them. With `none`, upstream's NetworkPolicies are deleted and those that the component has of its own
 * left out, with its patches on upstream's; what a layer adds stays.
 */
export function chosenNetworkPolicies(
  { values }: Platform,
  { component, parts }: PlatformComponent,
  additions: readonly Rendered[],
): readonly Rendered[] {
  if (values.networkPolicies === "upstream") return additions;
  const isOwn = ({ place }: Rendered) => place?.file.startsWith(`${component.folder}/`) === true;
  const concernsPolicy = (each: Rendered) =>
    (each.kind === "resource" || each.kind === "merge") && isPolicy(each.object);
  const kept = additions.filter((each) => !(concernsPolicy(each) && isOwn(each)));
  const upstream = parts.flatMap(partObjects).filter(isPolicy);
  const namespaces = [...new Set(upstream.map(({ namespace }) => namespace))].sort();
  return [...kept, ...namespaces.map((namespace) => deletion(upstream.filter((each) => each.namespace === namespace)))];
}

function isPolicy({ apiVersion, kind }: ValueMap | ObjectFacts): boolean {
  return kind === "NetworkPolicy" && apiVersion === "networking.k8s.io/v1";
}

/** Of one namespace: a policy of the same name elsewhere is a layer's. */
function deletion(policies: readonly ObjectFacts[]): Rendered {
  const sorted = policies.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    kind: "operations",
    name: `no-network-policies-${sorted[0]?.namespace}`,
    place: undefined,
    target: patchTarget(sorted as [ObjectFacts, ...ObjectFacts[]]),
    patch: mergeForTarget({ $patch: "delete" }),
  };
}
