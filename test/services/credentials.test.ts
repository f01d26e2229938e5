import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { type Plan, planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { ObjectFacts, ReleaseFacts } from "../../generator/model/facts.ts";
import type { Result } from "../../generator/model/problem.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { catalog, expectValue, planWith } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";

const USERS = [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A_HASH" }];
const PRODUCTION: ValueMap = { components: { dex: { staticUsers: USERS } } };
const EVALUATION: ValueMap = { platform: { purpose: "evaluation" } };
const RELEASES = [...catalog.releases.keys()];

describe("what upstream ships", () => {
  test.each(RELEASES)(
    "an evaluation of %s has a credential of every kind that is known, a production none",
    (release) => {
      const platform = { platform: { release } };
      const evaluation = credentialsOf(planWith(deepmerge(EVALUATION, platform) as ValueMap));
      const optional = Object.fromEntries(
        Object.entries(OPTIONAL).map(([name, settings]) => [name, { enabled: true, ...settings }]),
      );
      const production = planWith(deepmerge.all([PRODUCTION, platform, { components: optional }]) as ValueMap);

      expect(evaluation.length).toBeGreaterThan(7);
      expect(evaluation).toContain("Deployment kubeflow/mysql: MYSQL_ALLOW_EMPTY_PASSWORD");
      expect(credentialsOf(production)).toEqual([]);
    },
  );

  test.each<[string, Partial<ObjectFacts>, string]>([
    ["a Secret", { apiVersion: "v1", kind: "Secret", credentials: ["password"] }, "password of Secret kubeflow/new"],
    [
      "a variable",
      { apiVersion: "apps/v1", kind: "Deployment", plainCredentials: ["NEW_PASSWORD"] },
      "NEW_PASSWORD of Deployment kubeflow/new",
    ],
  ])("%s that a new release brings is refused until a patch takes it out", (_, facts, named) => {
    const brought = withObject({ namespace: "kubeflow", name: "new", ...facts } as ObjectFacts);
    const problems = problemsOf(planFiles(PRODUCTION, {}, brought));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("DEMO_CREDENTIAL katib would be delivered with a credential that upstream publishes");
    expect(problems[0]).toContain(named);

    const { apiVersion, kind } = facts;
    const object = { apiVersion, kind, metadata: { name: "new", namespace: "kubeflow" } };
    const replaced = { ...object, spec: { env: [{ name: "NEW_PASSWORD", valueFrom: {} }] } };
    const patch = kind === "Secret" ? { ...object, $patch: "delete" } : replaced;
    const patches = { "environments/mine/katib/patches/new.yaml": JSON.stringify(patch) };
    const plan = expectValue(planFiles(PRODUCTION, patches, brought));
    const expected = plan.components.flatMap((each) => each.expected.map(({ name, keys }) => `${name}: ${keys}`));
    expect(expected.includes("new: password")).toBe(kind === "Secret");

    expect(problemsOf(planFiles(EVALUATION, {}, brought))).toEqual([]);
  });
});

const katib = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "katib-controller", namespace: "kubeflow" },
};
const withEnv = (env: ValueMap) => ({
  ...katib,
  spec: { template: { spec: { containers: [{ name: "katib-controller", env: [env] }] } } },
});
const secret = (fields: ValueMap) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "mine", namespace: "kubeflow" },
  ...fields,
});

describe("what a layer adds", () => {
  test.each<[string, string, ValueMap, string]>([
    [
      "a Secret",
      "resources",
      secret({ stringData: { password: "x" } }),
      "Secret kubeflow/mine has a credential in plain text: password",
    ],
    ["a Secret in base64", "resources", secret({ data: { password: "eA==" } }), "password"],
    [
      "a ConfigMap",
      "resources",
      { ...secret({ data: { password: "x" } }), kind: "ConfigMap" },
      "ConfigMap kubeflow/mine",
    ],
    ["a variable", "patches", withEnv({ name: "DB_PASSWORD", value: "x" }), "DB_PASSWORD"],
    [
      "a generator",
      "patches",
      { secretGenerator: [{ name: "mine", namespace: "kubeflow", literals: ["a=b"] }] },
      "Secret kubeflow/mine",
    ],
    [
      "a generator's literal",
      "patches",
      { configMapGenerator: [{ name: "mine", namespace: "kubeflow", literals: ["password='x'"] }] },
      "ConfigMap kubeflow/mine has a credential in plain text: password",
    ],
    [
      "a generator's file",
      "patches",
      { configMapGenerator: [{ name: "mine", namespace: "kubeflow", contents: { "app.ini": "password = x" } }] },
      "ConfigMap kubeflow/mine has a credential in plain text: password",
    ],
    [
      "an operation on a ConfigMap",
      "patches",
      {
        target: { kind: "ConfigMap", name: "katib-config" },
        patch: [{ op: "add", path: "/data/password", value: "x" }],
      },
      "ConfigMap katib-config has a credential in plain text: password",
    ],
    [
      "a merge into a ConfigMap",
      "patches",
      { target: { kind: "ConfigMap", name: "katib-config" }, patch: { data: { password: "x" } } },
      "ConfigMap katib-config has a credential in plain text: password",
    ],
    [
      "an operation",
      "patches",
      {
        target: { kind: "Deployment", name: "katib-controller" },
        patch: [{ op: "add", path: "/x", value: ["--db-password=x"] }],
      },
      "db-password",
    ],
    [
      "a merge with a target",
      "patches",
      { target: { kind: "Deployment", name: "katib-controller" }, patch: withEnv({ name: "DB_PASSWORD", value: "x" }) },
      "DB_PASSWORD",
    ],
  ])("%s with a credential is refused where it stands, unless it is an evaluation", (_, folder, document, named) => {
    const file = `environments/mine/katib/${folder}/mine.yaml`;
    const files = { [file]: JSON.stringify(document) };
    const result = planFiles(PRODUCTION, files);
    expect(problemsOf(result)).toEqual([expect.stringContaining(named)]);
    expect(result.ok || result.problems[0]).toMatchObject({ code: "PLAIN_CREDENTIAL", place: { file } });
    expect(problemsOf(planFiles(EVALUATION, files))).toEqual([]);
  });

  test("what refers to a Secret is not refused", () => {
    const env = { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "mine", key: "password" } } };
    expect(
      problemsOf(planFiles(PRODUCTION, { "environments/mine/katib/patches/mine.yaml": JSON.stringify(withEnv(env)) })),
    ).toEqual([]);
    const empty = secret({ type: "Opaque" });
    expect(
      problemsOf(planFiles(PRODUCTION, { "environments/mine/katib/resources/mine.yaml": JSON.stringify(empty) })),
    ).toEqual([]);
  });

  test("objects in the values, and values of charts, are no exception", () => {
    const extra = { components: { katib: { extra: { resources: [secret({ stringData: { password: "x" } })] } } } };
    expect(problemsOf(planFiles(deepmerge(PRODUCTION, extra) as ValueMap))).toEqual([
      expect.stringContaining("PLAIN_CREDENTIAL"),
    ]);
    const flyte = { components: { flyte: { enabled: true, ...OPTIONAL["flyte"] } } };
    const files = { "environments/mine/flyte/chart/values.yaml": "auth: { internal: { clientSecret: abc } }\n" };
    expect(problemsOf(planFiles(deepmerge(PRODUCTION, flyte) as ValueMap, files))).toEqual([
      expect.stringContaining("auth.internal.clientSecret"),
    ]);
  });
});

describe("values", () => {
  const connector = (type: string, config: ValueMap) => ({
    components: { dex: { connectors: [{ type, id: "company", name: "Company", config }] } },
  });
  const OIDC = { issuer: "https://login.example.com", clientID: "$COMPANY_ID" };
  const LDAP = {
    host: "ldap.example.com:636",
    userSearch: { baseDN: "dc=x", username: "uid", idAttr: "uid", emailAttr: "mail" },
  };

  test.each<[string, ValueMap, string]>([
    [
      "oidc",
      { ...OIDC, clientSecret: "abc" },
      "components.dex.connectors[0].config.clientSecret is a credential in plain text.",
    ],
    ["ldap", { ...LDAP, bindPW: "abc" }, "config.bindPW"],
    ["ldap", { ...LDAP, host: "ldaps://admin:abc@ldap.example.com" }, "config.host"],
  ])("a credential of a connector %s is refused, in every environment: %j", (type, config, named) => {
    for (const purpose of ["production", "evaluation"]) {
      const result = planFiles(deepmerge({ platform: { purpose } }, connector(type, config)) as ValueMap);
      expect(problemsOf(result)).toEqual([expect.stringContaining(named)]);
      expect(result.ok || result.problems[0]?.place).toMatchObject({ file: "environments/mine/values.yaml", line: 1 });
    }
  });

  test("a reference is not", () => {
    const reference = { ...LDAP, bindDN: "cn=x", bindPW: "$BIND_PW", usernamePrompt: "E-mail" };
    expect(problemsOf(planFiles(connector("ldap", reference)))).toEqual([]);
  });
});

function planFiles(
  values: ValueMap,
  files: Readonly<Record<string, string>> = {},
  from: Catalog = catalog,
): Result<Plan> {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify(values),
    ...files,
  });
  return planEnvironment(expectValue(readEnvironment(roots, "mine", from)), from);
}

function problemsOf(result: Result<Plan>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code, message }) => `${code} ${message}`);
}

function credentialsOf({ components }: Plan): readonly string[] {
  return components.flatMap(({ objects }) =>
    objects.flatMap(({ kind, namespace, name, credentials = [], plainCredentials = [] }) =>
      [...credentials, ...plainCredentials].map((key) => `${kind} ${namespace}/${name}: ${key}`),
    ),
  );
}

/** The catalog as if the newest release's Katib had one more object. */
function withObject(object: ObjectFacts): Catalog {
  return {
    ...catalog,
    facts: (release) => {
      const facts = expectValue(catalog.facts(release));
      const paths = Object.entries(facts.paths).map(([path, objects]): [string, readonly ObjectFacts[]] => [
        path,
        path.includes("/katib/") ? [...objects, object] : objects,
      ]);
      return { ok: true, value: { ...facts, paths: Object.fromEntries(paths) } satisfies ReleaseFacts };
    },
  };
}
