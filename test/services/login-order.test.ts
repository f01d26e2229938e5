import { readFileSync } from "node:fs";
import { join } from "node:path";
import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Plan, planEnvironment } from "../../generator/generate.ts";
import { listEnvironments } from "../../generator/layers/list-environments.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { CONNECTOR, catalog, expectValue, planWith, tryPlanWith } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { argocdOrder, fluxOrder } from "../parity/sync-order.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, buildFiles, RELEASES } from "./built-platform.ts";

interface Placed {
  readonly component: string;
  readonly object: Built;
}

const SHIPPED = listEnvironments({ package: repositoryRoot, user: repositoryRoot });

/** Ways in that no shipped environment has. */
const HOSTS = { hosts: ["kubeflow.example.com"], tls: { mode: "secret" } };
const DEX = { dex: { connectors: [CONNECTOR] } };
const EXISTING = {
  existing: { namespace: "ingress", service: "web", serviceAccount: "web", labels: { istio: "web" } },
};
const OTHERS: Readonly<Record<string, ValueMap>> = {
  "the Gateway API": { gateway: { ...HOSTS, api: "gateway-api", gatewayApi: { className: "istio" } }, components: DEX },
  "a gateway and an Istio of the cluster": {
    gateway: { ...HOSTS, ...EXISTING },
    components: { ...DEX, istio: { existing: true } },
  },
  "a gateway of the cluster": { gateway: { ...HOSTS, ...EXISTING }, components: DEX },
  "an issuer of one's own and Let's Encrypt": {
    gateway: {
      hosts: ["kubeflow.example.com"],
      tls: {
        mode: "issuer",
        issuer: { name: "acme", acme: { email: "a@example.com", dns01: { cloudDNS: { project: "p" } } } },
      },
      service: { type: "LoadBalancer" },
      externalDns: true,
    },
    identity: { provider: "oidc", issuer: "https://login.example.com", clientId: "kubeflow", machineTokens: "cluster" },
  },
};

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("%s", (release) => {
  test("nothing is served on the Gateway that Istio brings", async () => {
    const placed = await routing(shippedAt("evaluation", release), /^(VirtualService|Ingress)$/);
    const routes = placed.filter(({ object }) => object.kind === "VirtualService");
    const names = routes.flatMap(({ object: { metadata, spec } }) =>
      spec.gateways.map((gateway: string) => (gateway.includes("/") ? gateway : `${metadata.namespace}/${gateway}`)),
    );

    expect(new Set(names)).toEqual(new Set(["kubeflow/kubeflow-gateway"]));
    expect(routes.length).toBeGreaterThan(9);
    expect(placed.map(({ object }) => object.kind)).not.toContain("Ingress");
  });

  test.each(SHIPPED)("%s lets nobody in before its login", async (name) => {
    await expectClosed(shippedAt(name, release));
  });

  test.each(Object.entries(OTHERS))("%s lets nobody in before its login", async (_, values) => {
    await expectClosed(planWith({ ...values, platform: { release } }));
  });
});

test.skipIf(sharedRoot() === undefined)("tools with pages of their own wait for the login, too", async () => {
  const tools = ["mlflow", "flyte", "argo-workflows-ui"].map((name) => [name, { enabled: true, ...OPTIONAL[name] }]);
  const components = { ...DEX, ...Object.fromEntries(tools), workspaces: { enabled: true } };
  await expectClosed(planWith({ gateway: HOSTS, components }));
  const earlier = { ...DEX, "minio-console": { enabled: true } };
  await expectClosed(planWith({ platform: { release: "1.10.2" }, gateway: HOSTS, components: earlier }));
});

test("without a login there is no gateway", () => {
  const result = tryPlanWith({ components: { ...DEX, "oauth2-proxy": { enabled: false } } });
  if (result.ok) throw new Error("accepted");
  expect(result.problems.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
    expect.stringContaining("MISSING_REQUIREMENT kubeflow-gateway needs oauth2-proxy"),
  );
});

/** What the earlier releases do not have, of what the shipped environments ask for. */
const EARLIER: Readonly<Record<string, ValueMap>> = {
  dev: {},
  evaluation: {},
  staging: {},
  prod: {
    objectStore: {
      credentials: {
        from: "secret",
        serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": null },
      },
    },
    components: { "model-registry": { database: { tls: "disable" } } },
  },
};

/** A shipped environment as it is, but at a release. */
function shippedAt(name: string, release: string): Plan {
  const files = SHIPPED.flatMap((each) =>
    ["environment.yaml", "values.yaml"].map((file) => `environments/${each}/${file}`),
  );
  const earlier = /^1\./.test(release) ? (EARLIER[name.replace(/-eu$/, "")] as ValueMap) : {};
  const values = deepmerge(earlier, {
    platform: { release },
    components: { pipelines: { blockV1: false } },
    ...(release === "1.10.2" && { mesh: { mode: "sidecar" } }),
  });
  const roots = withUserFiles({
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(repositoryRoot, file), "utf8")])),
    "environments/mine/environment.yaml": JSON.stringify({ extends: name }),
    "environments/mine/values.yaml": JSON.stringify(values),
  });
  return expectValue(planEnvironment(expectValue(readEnvironment(roots, "mine", catalog)), catalog));
}

/**
 * Judges by the built objects: Istio serves a VirtualService, also one that a controller makes later, by a Gateway that it names. So each Gateway
 * of the ingress gateway's pods must come after the policies that ask for a login there, unless nothing names it.
 */
async function expectClosed(plan: Plan): Promise<void> {
  const placed = await routing(plan, /^(Gateway|RequestAuthentication)$/);
  const ofKind = (kind: string) => placed.filter(({ object }) => object.kind === kind);
  const pods = podsOf(plan);
  const login = [
    ...ofKind("AuthorizationPolicy").filter(
      ({ object: { spec } }) => spec.action === "CUSTOM" || spec.action === "DENY",
    ),
    ...ofKind("RequestAuthentication"),
  ].filter(({ object: { spec } }) => selects(spec.selector.matchLabels, pods));
  const gateways = ofKind("Gateway").filter(
    ({ object: { spec } }) => "gatewayClassName" in spec || selects(spec.selector, pods),
  );
  // Nothing is served on Istio's own, which is there first: see above.
  const doors = gateways.filter(({ object }) => keyOf(object) !== "istio-system/istio-ingressgateway");

  expect(login.map(({ object }) => object.metadata.name)).toEqual(
    expect.arrayContaining(["istio-ingressgateway-oauth2-proxy", "istio-ingressgateway-require-jwt"]),
  );
  expect(login.some(({ object }) => object.kind === "RequestAuthentication")).toBe(true);
  expect(doors.map(({ object }) => keyOf(object))).toContain("kubeflow/kubeflow-gateway");

  for (const syncsAfter of [argocdOrder(plan), fluxOrder(plan)])
    for (const door of doors)
      for (const policy of login)
        expect(
          syncsAfter(door.component, policy.component),
          `${keyOf(door.object)} of ${door.component} after ${policy.object.metadata.name} of ${policy.component}`,
        ).toBe(true);
}

/** What is routed, and asked for, by the components that have objects of these kinds. */
async function routing({ components }: Plan, kinds: RegExp): Promise<readonly Placed[]> {
  const placed: Placed[] = [];
  for (const { component, files, objects } of components)
    if (objects.some(({ kind }) => kinds.test(kind)))
      placed.push(...(await objectsOf(files)).map((object) => ({ component: component.name, object })));
  return placed;
}

const known = new Map<string, readonly Built[]>();

/** Environments have components in common. */
async function objectsOf(files: ReadonlyMap<string, string>): Promise<readonly Built[]> {
  const key = JSON.stringify([...files]);
  const documents = known.has(key) ? [] : (await buildFiles(files)).split(/^---\n/m);
  const wanted = documents.filter((document) =>
    /^(Gateway|VirtualService|Ingress|AuthorizationPolicy|RequestAuthentication)$/.test(
      /^kind: (.*)$/m.exec(document)?.[1] ?? "",
    ),
  );
  const built = known.get(key) ?? wanted.map((document) => parse(document));
  known.set(key, built);
  return built;
}

function podsOf({ platform }: Plan): Readonly<Record<string, string>> {
  const { gateway } = platform.values;
  return gateway.existing?.labels ?? { app: "istio-ingressgateway", istio: "ingressgateway" };
}

function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value);
}

function keyOf({ metadata }: Built): string {
  return `${metadata.namespace}/${metadata.name}`;
}
