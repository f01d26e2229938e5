import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { filesOf, planWith } from "./plan-with.ts";

/** Where each overlay shows: a file of the output, and a text in it that is not there without the overlay. */
const SHOWS: Readonly<Record<string, readonly (readonly [file: string, text: string])[]>> = {
  eks: [
    ["istio/patches/gateway-service.yaml", "aws-load-balancer-type: external"],
    ["oauth2-proxy/kustomization.yaml", "overlays/m2m-dex-and-eks"],
    ["katib/patches/claims.yaml", "storageClassName: gp3"],
  ],
  gke: [
    ["istio/kustomization.yaml", "istio-install/overlays/gke"],
    ["istio/patches/gateway-service.yaml", "type: LoadBalancer"],
  ],
  "high-availability": [
    ["dex/kustomization.yaml", "count: 3"],
    ["dex/resources/disruption-budget-dex.yaml", "maxUnavailable: 1"],
    ["dex/patches/workload-dex.yaml", "topologyKey: kubernetes.io/hostname"],
    ["knative-serving/patches/autoscaler-activator.yaml", "minReplicas: 2"],
  ],
  "istio-ambient": [
    ["istio/parts/install/kustomization.yaml", "istio-install/overlays/ambient-oauth2-proxy"],
    ["kubeflow-namespaces/patches/ambient-mode.yaml", "istio.io/dataplane-mode: ambient"],
  ],
  kind: [
    ["istio/patches/kind-node-ports.yaml", "nodePort: 30080"],
    ["oauth2-proxy/kustomization.yaml", "overlays/m2m-dex-and-kind"],
    ["notebooks/kustomization.yaml", "JWA_APP_SECURE_COOKIES=false"],
  ],
};

const VALUES: ValueMap = { platform: { purpose: "evaluation" } };
const WITH_ISSUER: ValueMap = { ...VALUES, identity: { eksIssuer: "https://oidc.example.com/id/1" } };

test("every shipped overlay is in the table", () => {
  expect(Object.keys(SHOWS)).toEqual(readdirSync(join(repositoryRoot, "overlays")).sort());
});

test.each(Object.entries(SHOWS))("%s changes the output in the way that its name says", (overlay, shows) => {
  const values = overlay === "eks" ? WITH_ISSUER : VALUES;
  const [without, withOverlay] = [filesOf(planWith(VALUES)), filesOf(planWith(values, [overlay]))];
  const has = (files: readonly string[], file: string, text: string) =>
    files.some((each) => each.startsWith(`${file}: `) && each.includes(text));

  for (const [file, text] of shows) {
    expect({ file, text, there: has(withOverlay, file, text) }).toEqual({ file, text, there: true });
    expect({ file, text, there: has(without, file, text) }).toEqual({ file, text, there: false });
  }
});

test("high-availability gives every workload that it multiplies a disruption budget and spreads it", () => {
  const plan = planWith(VALUES, ["high-availability"]);
  const lacking = plan.components.flatMap(({ component, files }) => {
    const { replicas = {}, workloads = {} } = plan.platform.values.components[component.name] ?? {};
    const scaled = [...Object.keys(replicas), ...Object.keys(workloads)];
    const has = (path: string, text: string) => files.get(path)?.includes(text) === true;
    return scaled.filter((name) => {
      const isSpread = has(`patches/workload-${name}.yaml`, "topologyKey: kubernetes.io/hostname");
      const budget = `disruption-budget-${name}.yaml`;
      const hasBudget = [`resources/${budget}`, `patches/${budget}`].some((path) => has(path, "maxUnavailable: 1"));
      return !isSpread || !hasBudget;
    });
  });
  expect(lacking).toEqual([]);
});

const shared = sharedRoot();

test.skipIf(shared === undefined)(
  "istio-ambient adds the tunnel protocol to upstream's mesh configuration, and nothing else",
  () => {
    const upstream =
      "upstream/kubeflow-manifests/26.03.1/common/oauth2-proxy/components/istio-external-auth-patches/patches";
    const theirs = meshOf(readFileSync(join(shared ?? "", upstream, "cm.enable-oauth2-proxy.yaml"), "utf8"));
    const { components } = planWith(VALUES, ["istio-ambient"]);
    const istio = components.find(({ component }) => component.name === "istio");
    const ours = meshOf(istio?.files.get("patches/ambient-mode-configmap-istio-system-istio.yaml") ?? "");

    const defaultConfig = { ...theirs.defaultConfig, proxyMetadata: { ISTIO_META_ENABLE_HBONE: "true" } };
    expect(ours).toEqual({ ...theirs, defaultConfig });
  },
);

/** The mesh configuration in the text of its ConfigMap. */
function meshOf(text: string): { readonly defaultConfig: object } {
  return parse((parse(text) as { data: { mesh: string } }).data.mesh);
}
