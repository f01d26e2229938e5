import { chartObjects } from "../../facts/chart-objects.ts";
import type { DraftComponent } from "../draft-component.ts";
import { isSecret, secretId } from "./secret-id.ts";

/**
 * What External Secrets Operator is itself pulled or started with, as `namespace/name`: the Secrets that the component expects which defines
 * ExternalSecrets. The operator cannot fetch them before it runs, so that they have to be in the cluster.
 */
export function operatorSecrets(drafts: readonly DraftComponent[]): ReadonlySet<string> {
  return new Set(drafts.filter(isOperator).flatMap(({ expected }) => expected.filter(isSecret).map(secretId)));
}

function isOperator({ component: { component }, inventory }: DraftComponent): boolean {
  return [...inventory.objects, ...chartObjects(component.chart)].some(
    ({ customResource }) => customResource?.group === "external-secrets.io" && customResource.kind === "ExternalSecret",
  );
}
