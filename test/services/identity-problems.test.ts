import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Problem, Result } from "../../generator/model/problem.ts";
import { CONNECTOR, catalog } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { CERTIFICATE } from "../support/certificate.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const HTTPS = "gateway: { hosts: [kubeflow.example.com], tls: { mode: secret } }";
const OIDC = "identity: { provider: oidc, issuer: https://login.example.com, clientId: kubeflow }";

/** A connector of the type at 4:11; its configuration begins at 7:17. */
const connector = (type: string, config: string) =>
  `components:\n  dex:\n    connectors:\n      - type: ${type}\n        id: mine\n        name: Mine\n        config: ${config}\n`;

/** `line:column CODE message` of each problem of an environment with this values.yaml. */
function problemsOf(values: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}\n",
    "environments/mine/values.yaml": values,
    ...files,
  });
  const environment = readEnvironment(roots, "mine", catalog);
  const plan: Result<unknown> = environment.ok ? planEnvironment(environment.value, catalog) : environment;
  return plan.ok ? [] : plan.problems.map(describeProblem);
}

function describeProblem({ code, message, place }: Problem): string {
  const file = place?.file === "environments/mine/values.yaml" ? "" : `${place?.file}:`;
  return `${file}${place?.line}:${place?.column} ${code} ${message}`;
}

describe("an issuer of one's own", () => {
  test("is complete with issuer and client, which is said where it was chosen", () => {
    expect(problemsOf("identity: { provider: oidc }\n")).toEqual([
      "1:23 OWN_ISSUER_MISSING Users log in at an issuer of yours, but it is not said which issuer that is.",
      "1:23 OWN_ISSUER_MISSING Users log in at an issuer of yours, but it is not said as which of its clients.",
    ]);
    expect(problemsOf(`${OIDC}\n`)).toEqual([]);
  });

  test.each([
    ["https://login.example.com:99999", 1],
    ["https://login.example.com:port", 1],
    ["https://login.example.com:65535/realms/a", 0],
    ["https://[2001:db8::1]:8443", 0],
  ])("at %s has a port that there is", (issuer, problems) => {
    const found = problemsOf(`identity: { provider: oidc, issuer: "${issuer}", clientId: kubeflow }\n`);
    expect(found).toEqual(Array(problems).fill(expect.stringContaining("WRONG_FORMAT identity.issuer")));
  });

  test("needs no Dex: it goes by itself, and turning it on is refused", () => {
    expect(problemsOf(`${OIDC}\ncomponents: { dex: { enabled: true } }\n`)).toEqual([
      "2:31 COMPONENT_OF_NO_USE Nothing would use dex: that needs identity.provider to be dex.",
    ]);
  });

  test("has no clients of Dex", () => {
    const clients = "clients: [{ id: a, redirectURIs: [https://a.example.com] }]";
    expect(problemsOf(`${OIDC.replace(" }", `, ${clients} }`)}\n`)).toEqual([
      expect.stringMatching(/^1:\d+ SETTING_REFUSED These would be clients of Dex/),
    ]);
  });
});

describe("with Dex", () => {
  test.each([
    ["clientId: kubeflow", "The platform's client of Dex is in its Secrets"],
    ["jwksUri: https://login.example.com/keys", "Dex' keys are fetched inside the cluster"],
    ["issuer: https://login.example.com", "Browsers reach Dex below /dex/ of the platform"],
    [`issuerCa: ${JSON.stringify(CERTIFICATE)}`, "Dex is asked inside the cluster"],
    ["machineAudiences: [kubeflow]", "No machine tokens are accepted"],
  ])("%s means nothing, which is said where it stands", (setting, message) => {
    const values = `identity: { ${setting} }\ncomponents: { dex: { connectors: [${JSON.stringify(CONNECTOR)}] } }\n`;
    expect(problemsOf(values)).toEqual([expect.stringContaining(`SETTING_REFUSED ${message}`)]);
    expect(problemsOf(values)[0]).toMatch(/^1:\d+ /);
  });

  test("a connector that lets everybody in is for evaluations", () => {
    const open = "components: { dex: { connectors: [{ type: mockCallback, id: a, name: A }] } }\n";
    expect(problemsOf(open)).toEqual([
      "1:43 SETTING_REFUSED mockCallback lets everybody in: only an evaluation may have it.",
    ]);
    expect(problemsOf(`${open}platform: { purpose: evaluation }\n`)).toEqual([]);
  });

  test("nobody could log in: the environment is to say who, not the catalog", () => {
    const nobody = "SETTING_REFUSED Nobody could log in";
    expect(problemsOf("platform: { purpose: production }\n")).toEqual([expect.stringContaining(`1:1 ${nobody}`)]);
    expect(problemsOf("platform: { name: mine }\ncomponents:\n  katib: { enabled: true }\n")).toEqual([
      expect.stringContaining(`2:1 ${nobody}`),
    ]);
    expect(problemsOf("components:\n  dex: { replicas: { dex: 3 } }\n")).toEqual([
      expect.stringContaining(`2:3 ${nobody}`),
    ]);
    expect(problemsOf("components:\n  dex:\n    connectors: []\n")).toEqual([
      expect.stringContaining(`3:17 ${nobody}`),
    ]);
    expect(problemsOf("")).toEqual([expect.stringContaining(`environments/mine/environment.yaml:1:1 ${nobody}`)]);
  });

  test.each([
    ["githup", "{}", '4:15 WRONG_CHOICE components.dex.connectors[0].type must be "ldap", "github",'],
    ["github", "{ clientID: $A }", "7:9 MISSING_VALUE components.dex.connectors[0].config.clientSecret is missing."],
    [
      "ldap",
      "{ host: a, userSearch: { baseDN: b, username: uid, fliter: c } }",
      '7:68 UNKNOWN_KEY There is no "fliter" in components.dex.connectors[0].config.userSearch. Did you mean "filter"?',
    ],
    [
      "oidc",
      "{ issuer: https://a, clientID: $A, clientSecret: $B, insecureEnableGroups: yes please }",
      "7:92 WRONG_TYPE",
    ],
  ])("a connector of type %s with %s is refused where it is wrong", (type, config, problem) => {
    expect(problemsOf(connector(type, config))).toEqual([expect.stringContaining(problem)]);
  });

  test("a connector that sends users away needs an issuer that browsers reach, and nothing but its callback", () => {
    const github = (more = "") => connector("github", `{ clientID: $A, clientSecret: $B${more} }`);
    const elsewhere = github(", redirectURI: https://other.example.com/dex/callback");

    expect(problemsOf(github())).toEqual([expect.stringMatching(/^4:\d+ SETTING_REFUSED Users of "mine" come back/)]);
    expect(problemsOf(github() + HTTPS)).toEqual([]);
    expect(problemsOf(`${github()}identity: { issuer: http://localhost:8080/dex }`)).toEqual([]);
    expect(problemsOf(github(", redirectURI: https://kubeflow.example.com/dex/callback") + HTTPS)).toEqual([]);
    expect(problemsOf(elsewhere + HTTPS)).toEqual([
      expect.stringMatching(/^7:\d+ SETTING_REFUSED Dex has its users come back to https:\/\/kubeflow\.example\.com/),
    ]);
  });

  test("clients that would share a variable are refused", () => {
    const clients = "identity: { clients: [{ id: a.b, redirectURIs: [x:y] }, { id: A_B, redirectURIs: [x:y] }] }\n";
    expect(problemsOf(`${clients}components: { dex: { connectors: [${JSON.stringify(CONNECTOR)}] } }\n`)).toEqual([
      expect.stringContaining("SETTING_REFUSED There is another client whose id differs from A_B"),
    ]);
  });
});

test.each([
  ["session: { lifetime: 1h, refresh: 1h }", "would be over before it is renewed"],
  ["session: { lifetime: 72h, refresh: 25h }", "Dex' tokens last 24h"],
])("a session that cannot be renewed in time is refused: %s", (settings, message) => {
  const dex = `dex: { connectors: [${JSON.stringify(CONNECTOR)}] }`;
  expect(problemsOf(`components: { oauth2-proxy: { ${settings} }, ${dex} }\n`)).toEqual([
    expect.stringContaining(message),
  ]);
});

test.each([
  ["session: { lifetime: 72h }", "Logins are not renewed, and end after 72h"],
  ["session: { lifetime: 72h, refresh: 1h }", "A login that nobody uses would last longer"],
])("a login's longest life is refused where it would end nothing: %s", (settings, message) => {
  const dex = `dex: { maxLifetime: 48h, connectors: [${JSON.stringify(CONNECTOR)}] }`;
  expect(problemsOf(`components: { oauth2-proxy: { ${settings} }, ${dex} }\n`)).toEqual([
    expect.stringMatching(`^\\d+:\\d+ SETTING_REFUSED ${message}`),
  ]);
});

test.each([
  ["groups: [ml]", "The server does not know its users"],
  ["access: write, writers: [ml]", "The server does not know its users"],
])("Argo Workflows tells nobody apart whom it does not know: %s", (settings, message) => {
  const dex = `dex: { connectors: [${JSON.stringify(CONNECTOR)}] }`;
  expect(problemsOf(`components: { argo-workflows-ui: { enabled: true, ${settings} }, ${dex} }\n`)).toEqual([
    expect.stringContaining(message),
  ]);
});

test("the examples of docs/identity.md are values that an environment may have, as they stand there", () => {
  const text = readFileSync(join(repositoryRoot, "docs/identity.md"), "utf8");
  const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, example]) => example ?? "");

  expect(examples).toHaveLength(3);
  expect(examples.flatMap((example) => problemsOf(example))).toEqual([]);
});

test.each(["from", "to"])("a mirror's `%s` has no white space", (key) => {
  const mirror = { from: "https://github.com/", to: "https://git.example.com/", [key]: "https://a b/" };
  expect(problemsOf(`delivery: { mirrors: [${JSON.stringify(mirror)}] }\n`)).toEqual([
    expect.stringContaining(`WRONG_FORMAT delivery.mirrors[0].${key}`),
  ]);
});
