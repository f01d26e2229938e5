import { chartObjects } from "../../facts/chart-objects.ts";
import { textsIn } from "../../facts/texts-in.ts";
import { textAt } from "../../facts/value-at.ts";
import type { Expectation } from "../../model/expectation.ts";
import type { ValueMap } from "../../model/value.ts";
import type { DraftComponent } from "../draft-component.ts";
import { isSecret, secretId } from "./secret-id.ts";

/**
 * What External Secrets Operator needs before it can fetch anything, as `namespace/name`: the Secrets that the component expects which defines
 * ExternalSecrets, with which its own pods are pulled or started, and those that a store names, with which it logs in there. They have to be in
 * the cluster.
 */
export function operatorSecrets(drafts: readonly DraftComponent[]): ReadonlySet<string> {
  return new Set(drafts.flatMap((draft) => draft.expected.filter(isNeededBy(draft)).map(secretId)));
}

function isNeededBy(draft: DraftComponent): (expectation: Expectation) => boolean {
  const isOfOperator = definesExternalSecrets(draft);
  const stores = draft.additions.flatMap((each) =>
    each.kind === "resource" && isStore(each.object) ? [each.object] : [],
  );
  const named = new Set(stores.flatMap(textsIn));
  return (expectation) => isSecret(expectation) && (isOfOperator || named.has(expectation.name));
}

function definesExternalSecrets({ component: { component }, inventory }: DraftComponent): boolean {
  return [...inventory.objects, ...chartObjects(component.chart)].some(
    ({ customResource }) => customResource?.group === "external-secrets.io" && customResource.kind === "ExternalSecret",
  );
}

function isStore(object: ValueMap): boolean {
  const isOfGroup = textAt(object, ["apiVersion"])?.startsWith("external-secrets.io/") === true;
  return isOfGroup && /^(Cluster)?SecretStore$/.test(textAt(object, ["kind"]) ?? "");
}
