import type { Chart } from "../model/component.ts";
import type { ValueMap } from "../model/value.ts";
import type { FluxValues } from "../model/values.gen.ts";

/** Failed installations and upgrades are tried again this often before somebody has to look. */
const RETRIES = 3;

/** Where Flux takes the chart from: an OCIRepository at one tag, or a HelmRepository (fluxcd/source-controller api/v1). */
export function helmSource({ repository, name: chart, version }: Chart, name: string, flux: FluxValues): ValueMap {
  const metadata = { name, namespace: flux.namespace };
  const apiVersion = "source.toolkit.fluxcd.io/v1";
  if (!isOci(repository)) {
    return { apiVersion, kind: "HelmRepository", metadata, spec: { interval: flux.interval, url: repository } };
  }
  return {
    apiVersion,
    kind: "OCIRepository",
    metadata,
    spec: {
      interval: flux.interval,
      url: `${repository}/${chart}`,
      // A `+` of a version is written as `_` in a tag, which may not have one (helm.sh/helm/v3 pkg/registry).
      ref: { tag: version.replaceAll("+", "_") },
      layerSelector: { mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", operation: "copy" },
    },
  };
}

/**
 * The HelmRelease (fluxcd/helm-controller api/v2). Its values come from the ConfigMap `<name>-values`, whose name changes with its content:
 * the release changes with it, so that what waits for the release waits for the new values too.
 */
export function helmRelease(chart: Chart, name: string, flux: FluxValues): ValueMap {
  const { interval, timeout, namespace } = flux;
  return {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { name, namespace },
    spec: {
      interval,
      timeout,
      ...source(chart, name),
      releaseName: chart.release,
      targetNamespace: chart.namespace,
      storageNamespace: chart.namespace,
      install: { crds: "CreateReplace", remediation: { retries: RETRIES } },
      upgrade: { crds: "CreateReplace", remediation: { retries: RETRIES, remediateLastFailure: true } },
      driftDetection: { mode: "enabled" },
      valuesFrom: [{ kind: "ConfigMap", name: `${name}-values`, valuesKey: "values.yaml" }],
    },
  };
}

function source({ repository, name: chart, version }: Chart, name: string): ValueMap {
  if (isOci(repository)) return { chartRef: { kind: "OCIRepository", name } };
  return { chart: { spec: { chart, version, sourceRef: { kind: "HelmRepository", name } } } };
}

/** Kustomize does not know that a HelmRelease names ConfigMaps, whose names it ends with a hash. */
export const NAME_REFERENCE: ValueMap = {
  nameReference: [
    { kind: "ConfigMap", version: "v1", fieldSpecs: [{ kind: "HelmRelease", path: "spec/valuesFrom/name" }] },
  ],
};

function isOci(repository: string): boolean {
  return repository.startsWith("oci://");
}
