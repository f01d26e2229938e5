import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { catalog, planWith } from "./plan-with.ts";

const USERS = [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A_HASH" }];
const COMPANY_SECRET = "${COMPANY_SECRET}";
const CONNECTORS = [
  {
    type: "oidc",
    id: "company",
    name: "Company",
    config: {
      issuer: "https://login.example.com",
      clientID: "$COMPANY_ID",
      clientSecret: COMPANY_SECRET,
      scopes: ["$COMPANY_ID"],
    },
  },
];

/** Users of such a connector come back to Dex by its public address. */
const HTTPS: ValueMap = { gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "secret" } } };

/** `Secret auth/dex-passwords: A_HASH`, with `(optional)` where it is. */
function expectationsOf(values: ValueMap): readonly string[] {
  const { platform, components } = planWith(values);
  return listExpectations(platform, components).map(
    ({ kind, namespace, name, keys, optional }) =>
      `${kind} ${namespace}/${name}: ${keys.join(", ")}${optional ? " (optional)" : ""}`,
  );
}

const production = (dex: ValueMap, other: ValueMap = {}): ValueMap => ({
  platform: { purpose: "production" },
  components: { dex },
  ...other,
});

describe("Dex", () => {
  test("with users of its own it needs their passwords under the names of their settings", () => {
    const expectations = expectationsOf(production({ staticUsers: USERS }));
    expect(expectations).toContain("Secret auth/dex-passwords: A_HASH");
    expect(expectations.join()).not.toContain("dex-connectors");
  });

  test("with connectors it needs each variable that they name, once, and no passwords", () => {
    const expectations = expectationsOf(production({ connectors: CONNECTORS }, HTTPS));
    expect(expectations).toContain("Secret auth/dex-connectors: COMPANY_ID, COMPANY_SECRET");
    expect(expectations.join()).not.toContain("dex-passwords");
  });
});

test("the gateway needs its certificate where there is one", () => {
  const dex = { staticUsers: USERS };
  const certificate = "Secret istio-system/wildcard: tls.crt, tls.key";
  expect(expectationsOf(production(dex))).not.toContain(certificate);
  expect(expectationsOf(production(dex, { gateway: { tls: { mode: "secret", secretName: "wildcard" } } }))).toContain(
    certificate,
  );
});

test("an evaluation has upstream's Secrets and needs no others", () => {
  expect(expectationsOf({ platform: { purpose: "evaluation" } })).toEqual([]);
});

/** Read otherwise than upstream's: optional, or only where users need it. */
const STATED_OTHERWISE = /^(auth\/dex-passwords|.*\/model-catalog-hf-api-key):/;

test.each([...catalog.releases.keys()])("every Secret that is taken out of %s is needed, with its keys", (release) => {
  const published = planWith({ platform: { purpose: "evaluation", release } }).components.flatMap(({ objects }) =>
    objects.flatMap(({ namespace, name, credentials }) =>
      credentials === undefined ? [] : [`${namespace}/${name}: ${credentials.join(", ")}`],
    ),
  );
  const { platform, components } = planWith({
    platform: { purpose: "production", release },
    components: { dex: { staticUsers: USERS } },
  });
  const needed = listExpectations(platform, components)
    .filter(({ optional }) => !optional)
    .map(({ namespace, name, keys }) => `${namespace}/${name}: ${keys.toSorted().join(", ")}`);

  expect(published.length).toBeGreaterThan(6);
  expect(needed).toEqual(expect.arrayContaining(published.filter((each) => !STATED_OTHERWISE.test(each))));
});

test("what a layer's own patch takes out is needed, too, though the component has a file of its own", () => {
  const deletion = (name: string): ValueMap => ({
    $patch: "delete",
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "auth" },
  });
  const dex = { extra: { patches: [deletion("dex-passwords"), deletion("dex-oidc-client")] } };
  const expectations = expectationsOf({ platform: { purpose: "evaluation" }, components: { dex } });
  expect(expectations).toEqual([
    "Secret auth/dex-oidc-client: OIDC_CLIENT_ID, OIDC_CLIENT_SECRET",
    "Secret auth/dex-passwords: DEX_USER_PASSWORD",
  ]);
});

test("what is optional says so", () => {
  expect(expectationsOf(production({ staticUsers: USERS }))).toContain(
    "Secret kubeflow/model-catalog-hf-api-key: HF_API_KEY (optional)",
  );
});
