import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { CONNECTOR } from "../catalog/plan-with.ts";
import { schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, containerOf, RELEASES } from "./built-platform.ts";

const COMPONENTS = ["model-registry", "model-catalog"];
const PROFILE = { name: "team-a", owner: { kind: "User", name: "ada@example.com" } };

const production = (namespace: string, purpose = "production"): ValueMap => ({
  platform: { purpose },
  profiles: [PROFILE],
  components: { dex: { connectors: [CONNECTOR] }, "model-registry": { namespace } },
});

/** Who calls, and with which of the two headers that upstream's policies ask for. */
interface Call {
  readonly principal?: string;
  readonly headers: readonly string[];
}

const page = (namespace: string): Call => ({
  principal: `cluster.local/ns/${namespace}/sa/model-registry-ui`,
  headers: [],
});
const CALLS = {
  gateway: {
    principal: "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account",
    headers: ["kubeflow-userid"],
  },
  program: { principal: "cluster.local/ns/team-a/sa/default-editor", headers: ["authorization"] },
  impostor: { principal: "cluster.local/ns/team-b/sa/default-editor", headers: ["authorization", "kubeflow-userid"] },
  stranger: { principal: "cluster.local/ns/team-b/sa/default-editor", headers: [] },
} satisfies Record<string, Call>;

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("%s", (release) => {
  const isOpen = !release.startsWith("26.03.1");

  test.each(["kubeflow", "team-a"])(
    "in %s the registry answers its web page, and who else it did",
    async (namespace) => {
      const platform = await buildPlatform(release, production(namespace), COMPONENTS);
      const server = platform.find("Deployment", "model-registry-deployment", namespace).spec.template;
      const policies = policiesOf(platform, server);
      const web = platform.find("Deployment", "model-registry-ui", namespace);

      // As it is asked below: without a flag it sends nothing along.
      expect(web.spec.template.spec.serviceAccountName).toBe("model-registry-ui");
      expect(containerOf(web, "model-registry-ui").args.join(" ")).not.toContain("auth-method");
      expect(allowed(policies, page(namespace))).toBe(true);
      expect(allowed(policies, CALLS.gateway)).toBe(true);
      expect(allowed(policies, CALLS.program)).toBe(true);
      expect(allowed(policies, CALLS.impostor)).toBe(isOpen);
      expect(allowed(policies, CALLS.stranger)).toBe(isOpen);
      for (const policy of policies) expect(schemaErrors(policy)).toEqual([]);
      if (platform.all("Deployment", "model-catalog-server").length > 0)
        expect(
          allowed(
            policiesOf(platform, platform.find("Deployment", "model-catalog-server").spec.template),
            page(namespace),
          ),
        ).toBe(true);
    },
  );

  test("an evaluation is as upstream has it", async () => {
    const platform = await buildPlatform(release, production("kubeflow", "evaluation"), COMPONENTS);
    const server = platform.find("Deployment", "model-registry-deployment").spec.template;

    expect(allowed(policiesOf(platform, server), page("kubeflow"))).toBe(isOpen);
  });
});

test.skipIf(sharedRoot() === undefined).each(RELEASES.filter((release) => release !== "1.10.2"))(
  "the catalog at %s lists upstream's invented models where it is asked to alone",
  async (release) => {
    const invented = /alpha-labs/;
    const asked = { components: { "model-catalog": { demoData: true } } };

    expect((await buildPlatform(release, production("kubeflow"), ["model-catalog"])).text).not.toMatch(invented);
    expect(
      (await buildPlatform(release, deepmerge(production("kubeflow"), asked) as ValueMap, ["model-catalog"])).text,
    ).toMatch(invented);
  },
);

/** The policies that select these pods. */
function policiesOf({ all }: BuiltPlatform, { metadata: { labels } }: Built): readonly Built[] {
  const policies = all("AuthorizationPolicy").filter(({ spec }) =>
    Object.entries(spec.selector.matchLabels).every(([key, value]) => labels[key] === value),
  );
  expect(policies.map(({ spec }) => spec.action ?? "ALLOW")).toEqual(policies.map(() => "ALLOW"));
  return policies;
}

/** By one rule of one policy, with all that it asks (https://istio.io/latest/docs/reference/config/security/authorization-policy/). */
function allowed(policies: readonly Built[], { principal, headers }: Call): boolean {
  const rules = policies.flatMap(({ spec }) => spec.rules ?? []);
  return rules.some(
    ({ from, when = [] }: Built) =>
      (from === undefined || from.some(({ source }: Built) => source.principals?.includes(principal))) &&
      when.every(({ key, values }: Built) => {
        const [, header = ""] = /^request\.headers\[(.*)\]$/.exec(key) ?? [];
        return headers.includes(header) === (values !== undefined);
      }),
  );
}
