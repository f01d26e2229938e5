import type { Difference } from "./compare-objects.ts";

/** A way in which `evaluation` is meant to differ from upstream's `example`, or the other way round. */
interface KnownDifference {
  readonly reason: string;
  readonly covers: (difference: Difference) => boolean;
  /** How many fields it covers, where that is fixed. */
  readonly fields?: number;
}

const CERTIFICATES = ["serving-cert", "llmisvc-serving-cert", "localmodel-serving-cert"].map(
  (name) => `cert-manager.io/Certificate/kubeflow/${name}`,
);
const INJECT_CA = 'metadata.annotations["cert-manager.io/inject-ca-from"]';
const PROTECTIVE_ANNOTATIONS = [
  "argocd.argoproj.io/sync-options",
  "kustomize.toolkit.fluxcd.io/prune",
  "kustomize.toolkit.fluxcd.io/substitute",
];

/** Every known difference: whatever none of them covers is a mistake. `labels` are the environment's platform.labels. */
export function knownDifferences(labels: Readonly<Record<string, string>>): readonly KnownDifference[] {
  return [
    {
      reason: "leak of the one big build: JobSet's annotation is filled in by a variable of the volume viewer",
      covers: ({ object, field, expected, actual }) =>
        object === "apiextensions.k8s.io/CustomResourceDefinition//jobsets.jobset.x-k8s.io" &&
        field === INJECT_CA &&
        expected === "kubeflow/pvcviewer-serving-cert" &&
        actual === "$(CERTIFICATE_NAMESPACE)/$(CERTIFICATE_NAME)",
      fields: 1,
    },
    {
      reason: "leak of the one big build: KServe's Certificates are issued by the volume viewer's Issuer",
      covers: ({ object, field, expected, actual }) =>
        CERTIFICATES.includes(object) &&
        field === "spec.issuerRef.name" &&
        expected === "pvcviewer-selfsigned-issuer" &&
        actual === "selfsigned-issuer",
      fields: 3,
    },
    {
      reason: "annotations that keep data from being pruned and texts from being substituted",
      covers: ({ field, expected, actual }) => {
        if (expected !== undefined) return false;
        const added = field === "metadata.annotations" ? Object.keys(actual as object) : [lastKey(field)];
        const isAnnotation = field === "metadata.annotations" || field.startsWith("metadata.annotations[");
        return isAnnotation && added.every((name) => PROTECTIVE_ANNOTATIONS.includes(name));
      },
    },
    {
      reason: "the labels of platform.labels",
      covers: ({ field, expected, actual }) => {
        if (expected !== undefined) return false;
        const added = field === "metadata.labels" ? (actual as Record<string, string>) : { [lastKey(field)]: actual };
        const isLabel = /^metadata\.labels(\W|$)/.test(field);
        return isLabel && Object.entries(added).every(([name, value]) => labels[name] === value);
      },
    },
  ];
}

function lastKey(field: string): string {
  return /\["(.+)"\]$/.exec(field)?.[1] ?? field.slice(field.lastIndexOf(".") + 1);
}
