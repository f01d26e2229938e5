import type { ValueMap } from "../../model/value.ts";
import type { Values } from "../../model/values.gen.ts";
import type { FetchedSecret } from "./fetched-secrets.ts";

/**
 * The ExternalSecret that makes a Secret of its own name (external-secrets.io/v1). The Secret outlives it, so that nobody loses credentials
 * when the ExternalSecret moves to another component or is deleted with its definition; and it keeps the last values when they are gone from
 * the store. It has a template, though only for the type: without one the operator would copy the labels and annotations of the ExternalSecret
 * to the Secret, and Argo CD, where it tracks by label, would take that for an object to prune
 * (external-secrets pkg/controllers/externalsecret, setMetadata).
 */
export function externalSecret({ namespace, name, remote }: FetchedSecret, { secrets, delivery }: Values): ValueMap {
  const { store, refreshInterval } = secrets.externalSecrets;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
      name,
      namespace,
      // Argo CD waits until it is healthy before it applies the pods that read the Secret.
      ...(delivery.controller === "argocd" && { annotations: { "argocd.argoproj.io/sync-wave": "-1" } }),
    },
    spec: {
      refreshInterval,
      secretStoreRef: { kind: store?.kind ?? "ClusterSecretStore", name: store?.name ?? "" },
      target: {
        name,
        creationPolicy: "Orphan",
        deletionPolicy: "Retain",
        template: { type: typeOf(Object.keys(remote)) },
      },
      data: Object.entries(remote).map(([secretKey, reference]) => ({ secretKey, remoteRef: { ...reference } })),
    },
  };
}

/** The built-in type that has these keys (k8s.io/api/core/v1, SecretType), so that whoever asks for the type finds it. */
function typeOf(keys: readonly string[]): string {
  if (keys.includes("tls.crt") && keys.includes("tls.key")) return "kubernetes.io/tls";
  return keys.includes(".dockerconfigjson") ? "kubernetes.io/dockerconfigjson" : "Opaque";
}
