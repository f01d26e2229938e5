import { podSecurity } from "../../facts/pod-security.ts";
import type { ObjectFacts, PodSecurityLevel } from "../../model/facts.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem } from "../../model/problem.ts";
import type { PodSecurityValues } from "../../model/values.gen.ts";
import { namespaceUnknown, podSecurityRefused } from "../../problems/workload-problems.ts";
import type { DraftComponent } from "../draft-component.ts";
import type { Rendered } from "../rendered-addition.ts";

/** The labels of `podSecurity` for the namespaces that a component delivers (https://kubernetes.io/docs/concepts/security/pod-security-admission/). */
export function podSecurityLabels({ values }: Platform, { inventory }: DraftComponent): readonly Rendered[] {
  return inventory.objects.filter(isNamespace).flatMap(({ apiVersion, kind, name }): Rendered[] => {
    const levels = values.podSecurity[name];
    if (levels === undefined) return [];
    const metadata = { name, labels: labelsOf(levels) };
    return [{ kind: "merge", name: `pod-security-${name}`, place: undefined, object: { apiVersion, kind, metadata } }];
  });
}

function labelsOf(levels: PodSecurityValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(levels).map(([mode, level]) => [`pod-security.kubernetes.io/${mode}`, level]),
  );
}

/** What is wrong with `podSecurity`: a namespace that nobody delivers, a level that pods of the platform in it do not comply with. */
export function podSecurityProblems(platform: Platform, objects: readonly ObjectFacts[]): readonly Problem[] {
  const namespaces = objects.filter(isNamespace).map(({ name }) => name);
  return Object.entries(platform.values.podSecurity).flatMap(([namespace, { enforce }]) => {
    if (!namespaces.includes(namespace))
      return [namespaceUnknown(namespace, namespaces, platform.locate(["podSecurity", namespace]))];
    const refused = enforce === undefined ? [] : objects.filter((object) => isRefused(object, namespace, enforce));
    if (enforce === undefined || refused.length === 0) return [];
    const workloads = refused.map(({ kind, name }) => `${kind} ${name}`);
    return [podSecurityRefused(namespace, enforce, workloads, platform.locate(["podSecurity", namespace, "enforce"]))];
  });
}

const STRICTNESS: Readonly<Record<PodSecurityLevel, number>> = { privileged: 0, baseline: 1, restricted: 2 };

function isRefused({ namespace, pods }: ObjectFacts, where: string, level: PodSecurityLevel): boolean {
  return namespace === where && pods !== undefined && STRICTNESS[podSecurity(pods.spec)] < STRICTNESS[level];
}

function isNamespace({ apiVersion, kind }: ObjectFacts): boolean {
  return apiVersion === "v1" && kind === "Namespace";
}
