import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { matchSelector } from "../../generator/facts/match-selector.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { CONNECTOR, catalog, planWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, RELEASES } from "./built-platform.ts";

/** Everything that a release has. */
function everything(release: string, values: ValueMap = {}): ValueMap {
  const names = [...(catalog.releases.get(release)?.components.keys() ?? []), "monitoring"];
  const components: ValueMap = Object.fromEntries(names.map((name) => [name, { enabled: true }]));
  const connectors = [CONNECTOR];
  return deepmerge({ components: { ...components, dex: { enabled: true, connectors } } }, values) as ValueMap;
}

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("at %s", (release) => {
  test("what must be reached from outside is: webhooks, the way in, metrics", async () => {
    const platform = await buildPlatform(release, everything(release));
    const network = networkOf(platform);
    const webhooks = ["Mutating", "Validating"]
      .flatMap((kind) => platform.all(`${kind}WebhookConfiguration`))
      .flatMap(({ webhooks: list }) => list.map(({ clientConfig }: Built) => clientConfig.service));
    expect(webhooks.length).toBeGreaterThan(20);
    const shut = webhooks
      .flatMap(({ namespace, name, port = 443 }) => podPorts(network, namespace, name, port))
      .filter((each) => !isOpen(network, each, {}));
    expect(shut.map(({ pods, port }) => `${pods.metadata.name}:${port}`)).toEqual([]);

    const pods = platform.find("Deployment", "istio-ingressgateway", "istio-system");
    expect([8080, 8443, 15021].filter((port) => !isOpen(network, { pods, port }, {}))).toEqual([]);

    const monitors = [...platform.all("ServiceMonitor"), ...platform.all("PodMonitor")];
    expect(monitors.map(({ kind }) => kind).filter((kind) => kind === "ServiceMonitor")).toHaveLength(5);
    const watched = monitors.flatMap((monitor) => watchedBy(network, monitor));
    expect(watched).toHaveLength(10);
    const prometheus = { "kubernetes.io/metadata.name": "monitoring" };
    for (const each of watched) {
      expect(isOpen(network, each, prometheus), each.pods.metadata.name).toBe(true);
      expect(hasProxy(network, each.pods), each.pods.metadata.name).toBe(false);
    }
  });

  test("without NetworkPolicies there is none, but those that somebody adds", async () => {
    const own = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "mine", namespace: "kubeflow" },
      spec: { podSelector: {} },
    };
    const all = everything(release);
    const names = planWith(deepmerge({ platform: { release } }, all) as ValueMap)
      .components.filter(({ objects }) => objects.some(({ kind }) => kind === "NetworkPolicy"))
      .map(({ component }) => component.name);
    expect(names.length).toBeGreaterThan(2);
    const none = { networkPolicies: "none", components: { katib: { extra: { resources: [own] } } } };
    const platform = await buildPlatform(release, deepmerge(all, none) as ValueMap, [...names, "katib"]);
    expect(platform.all("NetworkPolicy").map(({ metadata }) => metadata.name)).toEqual(["mine"]);
  });
});

/** What decides who reaches whom, read once. */
interface Network {
  readonly workloads: readonly Built[];
  readonly services: readonly Built[];
  readonly policies: readonly Built[];
  readonly namespaces: ReadonlyMap<string, Built>;
}

function networkOf(platform: BuiltPlatform): Network {
  return {
    workloads: ["Deployment", "StatefulSet"].flatMap((kind) => platform.all(kind)),
    services: platform.all("Service"),
    policies: platform.all("NetworkPolicy"),
    namespaces: new Map(platform.all("Namespace").map((namespace) => [namespace.metadata.name, namespace])),
  };
}

interface PodPort {
  readonly pods: Built;
  readonly port: number;
}

function workloadsIn({ workloads }: Network, namespace: string, matchLabels: Record<string, string>): readonly Built[] {
  return workloads.filter(
    ({ metadata, spec }) =>
      metadata.namespace === namespace && matchSelector({ matchLabels }, spec.template.metadata.labels),
  );
}

/** The pods behind a port of a Service, and the port that they listen on. */
function podPorts(network: Network, namespace: string, service: string, port: number | string): PodPort[] {
  const { spec } = network.services.find(
    ({ metadata }) => metadata.name === service && metadata.namespace === namespace,
  );
  const { targetPort, port: own } = spec.ports.find((each: Built) => each.port === port || each.name === port);
  return workloadsIn(network, namespace, spec.selector).map((pods) => ({
    pods,
    port: portNumber(pods, targetPort ?? own),
  }));
}

function portNumber(pods: Built, port: number | string): number {
  if (typeof port === "number") return port;
  const ports = pods.spec.template.spec.containers.flatMap(({ ports = [] }: Built) => ports);
  return ports.find(({ name }: Built) => name === port)?.containerPort;
}

/** What a monitor watches; throws where that has no such port. */
function watchedBy(network: Network, { kind, metadata, spec }: Built): PodPort[] {
  const { namespace } = metadata;
  const { matchLabels } = spec.selector;
  if (kind === "PodMonitor") {
    const [{ port }] = spec.podMetricsEndpoints;
    return workloadsIn(network, namespace, matchLabels).map((pods) => ({ pods, port: portNumber(pods, port) }));
  }
  const [{ port }] = spec.endpoints;
  return network.services
    .filter((service) => service.metadata.namespace === namespace)
    .filter((service) => matchSelector({ matchLabels }, service.metadata.labels ?? {}))
    .flatMap((service) => podPorts(network, namespace, service.metadata.name, port));
}

/** Whether NetworkPolicies let traffic from a namespace with these labels, or from no pod at all, to a port of these pods. */
function isOpen(network: Network, { pods, port }: PodPort, from: Record<string, string>): boolean {
  const policies = network.policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pods.metadata.namespace && matchSelector(spec.podSelector, labelsOf(network, pods)),
  );
  const isFrom = ({ namespaceSelector, podSelector }: Built) =>
    podSelector === undefined && namespaceSelector !== undefined && matchSelector(namespaceSelector, from);
  // A list without items is no list: everything.
  const lets = ({ ports = [], from: sources = [] }: Built) =>
    (ports.length === 0 || ports.some((each: Built) => portNumber(pods, each.port) === port)) &&
    (sources.length === 0 || sources.some(isFrom));
  return policies.length === 0 || policies.flatMap(({ spec }) => spec.ingress ?? []).some(lets);
}

/** Istio's injection names the service of a pod by a label, and a policy of upstream's selects by it (istio/pkg/model, CanonicalName). */
function labelsOf(network: Network, pods: Built): Record<string, string> {
  const { labels } = pods.spec.template.metadata;
  const name = labels["app.kubernetes.io/name"] ?? labels.app ?? pods.metadata.name;
  return hasProxy(network, pods) ? { "service.istio.io/canonical-name": name, ...labels } : labels;
}

function hasProxy({ namespaces }: Network, { metadata, spec }: Built): boolean {
  const isOn = namespaces.get(metadata.namespace)?.metadata.labels?.["istio-injection"];
  const { labels, annotations = {} } = spec.template.metadata;
  const inject = labels["sidecar.istio.io/inject"] ?? annotations["sidecar.istio.io/inject"];
  return inject !== "false" && isOn !== "disabled" && (isOn === "enabled" || inject === "true");
}
