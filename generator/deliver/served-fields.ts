/** A field or option that not every supported version of a controller knows. */
export interface ServedField {
  /** First minor version that knows it. */
  readonly since: string;
  /** Where that was read. */
  readonly source: string;
}

/**
 * The one place that says which fields depend on the version of the controller. What is not listed is known to every version that
 * `delivery.argocd.version` and `delivery.flux.version` can name.
 */
export const SERVED_FIELDS = {
  argocd: {
    "syncPolicy.automated.enabled": {
      since: "3.1",
      source: "argoproj/argo-cd pkg/apis/application/v1alpha1/types.go: not in v3.0.12, in v3.1.0",
    },
    "syncPolicy.retry.refresh": {
      since: "3.2",
      source: "argoproj/argo-cd pkg/apis/application/v1alpha1/types.go: not in v3.1.0, in v3.2.0",
    },
    "syncOptions.SkipDryRunOnMissingResource": {
      since: "3.1",
      source:
        "argoproj/argo-cd docs/user-guide/sync-options.md: per resource only in v3.0.12, per Application in v3.1.0",
    },
  },
  flux: {
    "spec.ignore": {
      since: "2.9",
      source:
        "fluxcd/kustomize-controller api/v1/kustomization_types.go: not in v1.8.0 (Flux 2.8), in v1.9.0 (Flux 2.9)",
    },
  },
} as const satisfies Record<string, Record<string, ServedField>>;

type ServedFields = typeof SERVED_FIELDS;

/** Whether a controller of that minor version (`3.1`) knows the field. */
export function serves<C extends keyof ServedFields>(
  controller: C,
  version: string,
  field: keyof ServedFields[C] & string,
): boolean {
  const fields: Record<string, ServedField> = SERVED_FIELDS[controller];
  return compareVersions(version, (fields[field] as ServedField).since) >= 0;
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
