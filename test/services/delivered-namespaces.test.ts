import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { CONNECTOR, catalog } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { buildPlatform, RELEASES } from "./built-platform.ts";

/** What has no namespace in Kubernetes itself, or in a custom resource that the platform does not define. */
const CLUSTER_WIDE =
  /^(Namespace|CustomResourceDefinition|ClusterRole|ClusterRoleBinding|.*WebhookConfiguration|PriorityClass|APIService|PersistentVolume|ClusterStorageContainer|DecoratorController|CompositeController|ClusterIssuer|Profile|Cluster.*|IngressClass|GatewayClass|CSIDriver)$/;

describe.skipIf(sharedRoot() === undefined)("with every component on (needs upstream's manifests)", () => {
  test.each(RELEASES)(
    "no namespaced object at %s is without its namespace, which Flux would refuse",
    async (release) => {
      const names = [...(catalog.releases.get(release)?.components.keys() ?? [])];
      const components = Object.fromEntries(names.map((name) => [name, { enabled: true, ...OPTIONAL[name] }]));
      const values = { components: { ...components, dex: { enabled: true, connectors: [CONNECTOR] } } } as ValueMap;
      const { objects } = await buildPlatform(release, values);
      const stray = objects.filter(({ kind, namespace }) => namespace === "" && !CLUSTER_WIDE.test(kind));
      expect(stray.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
    },
  );

  test.each(["26.03", "1.11.0"])("JobSet's controller at %s comes from where its image stays", async (release) => {
    const { find } = await buildPlatform(release, { components: { dex: { connectors: [CONNECTOR] } } }, ["trainer"]);
    const [container] = find("Deployment", "jobset-controller-manager").spec.template.spec.containers;
    expect(container.image).toBe("registry.k8s.io/jobset/jobset:v0.10.1");
  });
});
