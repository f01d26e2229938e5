import { expect, test } from "vitest";
import { planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { settingsWith } from "../../generator/platform/annotated-settings.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { CONNECTOR, catalog, expectValue } from "./plan-with.ts";

const LOGIN: ValueMap = { components: { dex: { connectors: [CONNECTOR] } } };

/** `CODE message` of each problem of the last of these environments, each of which extends the one before it; `overlay` is in use. */
function problemsOf(environments: readonly ValueMap[], overlay: ValueMap = {}): readonly string[] {
  const files = environments.map((values, index): readonly [string, string][] => [
    [`environments/e${index}/values.yaml`, JSON.stringify(values)],
    [
      `environments/e${index}/environment.yaml`,
      JSON.stringify({ overlays: ["mine"], ...(index > 0 && { extends: `e${index - 1}` }) }),
    ],
  ]);
  const roots = withUserFiles({
    "overlays/mine/values.yaml": JSON.stringify({ ...LOGIN, ...overlay }),
    ...Object.fromEntries(files.flat()),
  });
  const plan = planEnvironment(expectValue(readEnvironment(roots, `e${environments.length - 1}`, catalog)), catalog);
  return plan.ok ? [] : plan.problems.map(({ code, message, place }) => `${place?.file} ${code} ${message}`);
}

test.each<[string, ValueMap]>([
  ["objectStore.bucket: objectStore.provider is not external", { objectStore: { bucket: "acme" } }],
  ["objectStore.credentials: objectStore.provider", { objectStore: { credentials: { secret: "foo" } } }],
  ["secrets.externalSecrets: secrets.provider", { secrets: { externalSecrets: { store: { name: "vault" } } } }],
  ["secrets.existing: secrets.provider is not external-secrets", { secrets: { existing: ["kubeflow/nope"] } }],
  ["secrets.sops: secrets.provider", { secrets: { sops: { keySecret: "age" } } }],
  ["gateway.gatewayApi: gateway.api is not gateway-api", { gateway: { gatewayApi: { className: "gke" } } }],
  [
    "components.pipelines.v1Namespaces: components.pipelines.blockV1 is not true",
    { components: { pipelines: { v1Namespaces: ["a"] } } },
  ],
  [
    "components.dex.staticUsers: identity.provider is not dex",
    {
      identity: { provider: "oidc", issuer: "https://login.example.com", clientId: "a" },
      components: { dex: { staticUsers: [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A" }] } },
    },
  ],
  [
    "gateway.service.externalTrafficPolicy: gateway.service.type is not NodePort or LoadBalancer",
    { gateway: { service: { externalTrafficPolicy: "Local" } } },
  ],
  [
    "gateway.service.loadBalancerSourceRanges: gateway.service.type is not LoadBalancer",
    { gateway: { service: { type: "ClusterIP", loadBalancerSourceRanges: ["10.0.0.0/8"] } } },
  ],
  [
    "gateway.service: there is gateway.existing",
    {
      gateway: {
        service: { type: "LoadBalancer" },
        existing: { namespace: "in", service: "in", serviceAccount: "in", labels: { a: "b" } },
      },
    },
  ],
])("%s", (words, values) => {
  expect(problemsOf([values])).toContainEqual(
    expect.stringContaining(`environments/e0/values.yaml SETTING_UNREAD Nothing reads ${words}`),
  );
});

test("is not said of what other layers say, of removals, nor of defaults written out", () => {
  const store = { objectStore: { provider: "external", bucket: "acme" } };
  expect(problemsOf([store, { objectStore: { provider: "bundled" } }])).toEqual([]);
  expect(problemsOf([{}], { objectStore: { bucket: "acme" } })).toEqual([]);
  expect(problemsOf([{ objectStore: { bucket: null, region: "us-east-1" } }])).toEqual([]);
  // But a child that says it again says it for nothing.
  const child = { objectStore: { provider: "bundled", bucket: "other" } };
  expect(problemsOf([store, child])).toEqual([expect.stringContaining("environments/e1/values.yaml SETTING_UNREAD")]);
});

test("every condition is of a setting that there is, and of a value that it may have", () => {
  const settings = settingsWith("x-read-when", catalog);
  expect(settings.length).toBeGreaterThan(20);
  for (const { says } of settings)
    for (const [path, choices] of Object.entries(says as ValueMap)) {
      const schema = schemaAt(path.split("."));
      const known = schema?.["type"] === "boolean" ? [true, false] : schema?.["enum"];
      if (choices === null) expect(schema, path).toBeDefined();
      else expect(known, path).toEqual(expect.arrayContaining([choices as string | readonly string[]].flat()));
    }
});

function schemaAt([section = "", ...rest]: readonly string[]): ValueMap | undefined {
  const isPlatforms = section !== "components";
  let schema = isPlatforms ? catalog.valuesSchema : catalog.components.get(rest[0] ?? "")?.schema;
  for (const key of isPlatforms ? [section, ...rest] : rest.slice(1))
    schema = (schema?.["properties"] as ValueMap | undefined)?.[key] as ValueMap | undefined;
  return schema;
}
