import { expect, test } from "vitest";
import { planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import { CONNECTOR, catalog } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";

/** `file:line CODE message` of each problem of an environment with this values.yaml. */
function problemsOf(values: string, environmentFile = "{}\n"): readonly string[] {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": environmentFile,
    "environments/mine/values.yaml": values,
  });
  const environment = readEnvironment(roots, "mine", catalog);
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  const plan = planEnvironment(environment.value, catalog);
  return plan.ok
    ? []
    : plan.problems.map(({ code, message, place }) => `${place?.file}:${place?.line} ${code} ${message}`);
}

const LOGIN = `dex: { connectors: [${JSON.stringify(CONNECTOR)}] }`;
const ALL_OFF = [...catalog.components.keys()].map((name) => `  ${name}: { enabled: false }`).join("\n");

test("what is missing is located where it was turned off, not in the catalog", () => {
  const problems = problemsOf(`components:\n  ${LOGIN}\n  kubeflow-gateway: { enabled: false }\n`);
  expect(problems.length).toBeGreaterThan(5);
  for (const problem of problems) expect(problem).toMatch(/^environments\/mine\/values.yaml:3 MISSING_REQUIREMENT /);
});

test("a template that refuses a setting is not said to leave upstream's credentials in", () => {
  const database = "database: { provider: external, engine: mysql, host: db.example.com, tls: verify }";
  const problems = problemsOf(
    `${database}\ncomponents:\n  ${LOGIN}\n  model-catalog: { enabled: false }\n  katib: { enabled: false }\n`,
  );
  expect(problems).toEqual([expect.stringContaining("SETTING_REFUSED The image of the metadata server")]);
});

test("what several components cannot do with a database is said at once", () => {
  const database = "database: { provider: external, engine: mysql, host: db.example.com, tls: require }";
  expect(problemsOf(`${database}\ncomponents: { ${LOGIN} }\n`)).toEqual([
    expect.stringContaining("1 DATABASE_UNFIT katib speaks mysql in plain text alone."),
    expect.stringContaining("1 DATABASE_UNFIT model-catalog cannot keep its state in a database that is mysql."),
  ]);
});

test("a platform whose components are all off waits for their return, whatever its values say about them", () => {
  const values = `database: { provider: external, engine: mysql, host: db.example.com, tls: require }
secrets: { provider: external-secrets, existing: [kubeflow/kubeflow-database], externalSecrets: { store: { name: vault } } }
components:
${ALL_OFF}
`;
  expect(problemsOf(values)).toEqual([]);
});

test("a plan that no controller could be given is refused when it is planned: validate says what generate does", () => {
  const name = "n".repeat(60);
  expect(problemsOf(`platform: { name: ${name} }\ncomponents: { ${LOGIN} }\n`)).toEqual([
    expect.stringContaining("DELIVERED_NAME_TOO_LONG"),
  ]);
});

test.each(["26.03.1", "26.03", "1.11.0"])(
  "Google's store by S3 is refused at %s, where its launcher cannot write to it",
  (release) => {
    const store = "objectStore: { provider: external, bucket: example, endpoint: https://storage.googleapis.com }";
    expect(problemsOf(`platform: { release: "${release}" }\n${store}\ncomponents: { ${LOGIN} }\n`)).toEqual([
      expect.stringContaining("SETTING_REFUSED The launcher of Pipelines"),
    ]);
  },
);

test("what is said of the pods of a component that the cluster has is refused, unless an overlay said it before", () => {
  const existing = `components:\n  ${LOGIN}\n  cert-manager:\n    existing: true\n`;
  expect(problemsOf(`${existing}    replicas: { cert-manager: 2 }\n    extra: { resources: [] }\n`)).toEqual([
    expect.stringMatching(/values.yaml:5 EXISTING_SETTING_UNREAD Nothing reads components.cert-manager.replicas/),
    expect.stringMatching(/values.yaml:6 EXISTING_SETTING_UNREAD Nothing reads components.cert-manager.extra/),
  ]);
  expect(problemsOf(existing, "overlays: [high-availability]\n")).toEqual([]);
});

test("a kind to keep that nothing has is refused, before what it should have kept is deleted", () => {
  const keep = (kinds: string) => problemsOf(`components: { ${LOGIN} }\ndelivery: { keepOnPrune: [${kinds}] }\n`);
  expect(keep("Namespaces, PersistentVolumeClaim, Profiles")).toEqual([
    expect.stringMatching(/values.yaml:2 KEPT_KIND_UNKNOWN .*"Namespaces".* Did you mean "Namespace"\?/),
    expect.stringMatching(/values.yaml:2 KEPT_KIND_UNKNOWN .*"Profiles".* Did you mean "Profile"\?/),
  ]);
  // Of a component that is off, of the cluster, and of an object of the user's own.
  const own = "{ apiVersion: s3.example.com/v1, kind: Bucket, metadata: { name: a, namespace: kubeflow } }";
  const values = `components: { ${LOGIN}, katib: { enabled: false, extra: {} }, pipelines: { extra: { resources: [${own}] } } }\n`;
  expect(problemsOf(`${values}delivery: { keepOnPrune: [Experiment, PersistentVolume, MariaDB, Bucket] }\n`)).toEqual(
    [],
  );
});

test("an object that upstream has is located, and called what it is", () => {
  const own = "{ apiVersion: v1, kind: Service, metadata: { name: katib-ui, namespace: kubeflow } }";
  expect(problemsOf(`components:\n  ${LOGIN}\n  katib: { extra: { resources: [${own}] } }\n`)).toEqual([
    expect.stringMatching(
      /^environments\/mine\/values.yaml:3 DUPLICATE_OBJECT \/Service\/kubeflow\/katib-ui is in katib twice/,
    ),
  ]);
});

test("a name of the cluster is enough to deploy to it, without a word about the default", () => {
  const values = `components: { ${LOGIN} }\ndelivery: { argocd: { destination: { name: cluster-a } } }\n`;
  expect(problemsOf(values)).toEqual([]);
});

test("a host that there cannot be is refused where it is written", () => {
  expect(problemsOf("objectStore: { provider: external, bucket: example, endpoint: https://objects.1 }\n")).toEqual([
    'environments/mine/values.yaml:1 ADDRESS_INVALID objectStore.endpoint is no address that a program can use: "https://objects.1".',
  ]);
  expect(problemsOf("identity: { provider: oidc, clientId: a, issuer: https://999.1.1.1 }\n")).toEqual([
    expect.stringContaining("values.yaml:1 ADDRESS_INVALID identity.issuer"),
  ]);
});

test("a generator has the files that it names beside the contents that it holds", () => {
  const patch = `configMapGenerator:\n  - name: profiles-config\n    namespace: kubeflow\n    behavior: merge\n    files: [a.txt]\n    contents: { b.txt: text }\n`;
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}\n",
    "environments/mine/values.yaml": `components: { ${LOGIN} }\n`,
    "environments/mine/profiles/patches/more.yaml": patch,
  });
  const environment = readEnvironment(roots, "mine", catalog);
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  const plan = planEnvironment(environment.value, catalog);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const profiles = plan.value.components.find(({ component }) => component.name === "profiles");
  expect(profiles?.files.get("kustomization.yaml")).toMatch(
    /- a\.txt\n\s+- b\.txt=files\/configmap-kubeflow-profiles-config\/b\.txt/,
  );
});
