import { kindKey } from "../../facts/object-key.ts";
import { POD_TEMPLATES } from "../../facts/pod-template.ts";
import type { Expectation } from "../../model/expectation.ts";
import type { ObjectFacts } from "../../model/facts.ts";
import type { ValueMap } from "../../model/value.ts";
import type { DraftComponent } from "../draft-component.ts";
import { mergeForTarget } from "../patch-target.ts";
import type { SharedPatch } from "../protection.ts";

/** Gives the Secrets with which images are pulled to every ServiceAccount and every pod of the objects: a pod's account may be nobody's here. */
export function pullSecretPatches(
  pullSecrets: readonly string[],
  objects: readonly ObjectFacts[],
): readonly SharedPatch[] {
  if (pullSecrets.length === 0) return [];
  const secrets = { imagePullSecrets: pullSecrets.map((name) => ({ name })) };
  const present = [...new Set(objects.map(kindKey))].sort();
  const patches = new Map<string, SharedPatch>();
  for (const key of present) {
    const fields = fieldsOf(key, secrets);
    if (fields === undefined) continue;
    const name = key === "/ServiceAccount" ? "pull-secrets-of-accounts" : "pull-secrets-of-pods";
    const patch = mergeForTarget(fields);
    const targets = patches.get(JSON.stringify(patch))?.targets ?? [];
    patches.set(JSON.stringify(patch), { name, patch, targets: [...targets, targetOf(key)] });
  }
  return [...patches.values()];
}

function fieldsOf(key: string, secrets: ValueMap): ValueMap | undefined {
  if (key === "/ServiceAccount") return secrets;
  const path = POD_TEMPLATES.get(key);
  return path && [...path, "spec"].reduceRight<ValueMap>((inside, field) => ({ [field]: inside }), secrets);
}

function targetOf(key: string): ValueMap {
  const [group = "", kind = ""] = key.split("/");
  return group === "" ? { version: "v1", kind } : { group, kind };
}

/**
 * The drafts with the pull Secrets among what they expect, in each namespace with pods or ServiceAccounts: in one that the platform delivers,
 * the component that does, so that nothing has to wait for another's; else the first that has something in it.
 */
export function withPullSecrets(
  drafts: readonly DraftComponent[],
  pullSecrets: readonly string[],
): readonly DraftComponent[] {
  if (pullSecrets.length === 0) return drafts;
  const owners = new Map<string, DraftComponent>();
  for (const draft of [...drafts].reverse())
    for (const namespace of pullingNamespaces(draft)) owners.set(namespace, draft);
  for (const draft of drafts)
    for (const { name } of draft.inventory.objects.filter((object) => kindKey(object) === "/Namespace"))
      if (owners.has(name)) owners.set(name, draft);
  return drafts.map((draft) => {
    const namespaces = [...owners].filter(([, owner]) => owner === draft).map(([namespace]) => namespace);
    const expected = namespaces.sort().flatMap((namespace) => pullSecrets.map((name) => pullSecret(namespace, name)));
    return { ...draft, expected: [...draft.expected, ...expected] };
  });
}

function pullingNamespaces({ component: { component }, inventory }: DraftComponent): readonly string[] {
  const own = inventory.objects.filter((object) => object.pods !== undefined || kindKey(object) === "/ServiceAccount");
  return [...own.flatMap(({ namespace }) => namespace ?? []), ...(component.chart ? [component.chart.namespace] : [])];
}

function pullSecret(namespace: string, name: string): Expectation {
  const reason = "The nodes pull the images of the namespace's pods with it.";
  const keys = [".dockerconfigjson"];
  return { kind: "Secret", namespace, name, keys, settings: {}, versions: [], equals: {}, optional: false, reason };
}
