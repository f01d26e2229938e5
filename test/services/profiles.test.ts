import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations, printExpectations } from "../../generator/review/list/list-expectations.ts";
import { catalog, expectValue, planWith } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { schemaErrors } from "../support/crd-schemas.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, RELEASES } from "./built-platform.ts";

const TEAMS: ValueMap = {
  platform: { purpose: "evaluation" },
  userGroups: { vision: ["grace@example.com", "alan@example.com"] },
  profileDefaults: {
    owner: "platform@example.com",
    members: { view: ["auditor@example.com", "alan@example.com"] },
    quota: { persistentvolumeclaims: 40, "requests.nvidia.com/gpu": "8" },
    pipelinesToken: true,
    secrets: [{ name: "registry", keys: [".dockerconfigjson"] }],
    podDefaults: [{ name: "registry", imagePullSecrets: [{ name: "registry" }] }],
  },
  profiles: [
    {
      name: "team-vision",
      owner: "ada@example.com",
      members: { admin: ["Dr.Linus+x@example.com"], edit: [{ group: "vision" }, "ada@example.com"] },
      labels: { "example.com/cost-centre": "4711" },
      quota: { "requests.nvidia.com/gpu": "64" },
      limitRange: { defaultRequest: { cpu: "100m" }, max: { memory: "64Gi" } },
      cloudIdentity: { awsIamRole: "arn:aws:iam::123456789012:role/vision" },
      podDefaults: [{ name: "kaggle", description: "Kaggle", envFrom: [{ secretRef: { name: "kaggle" } }] }],
      secrets: [{ name: "kaggle", keys: ["KAGGLE_KEY"], reason: "Data sets." }],
      resources: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "motto" }, data: { motto: "see" } }],
    },
    {
      name: "team-language",
      viewersConnect: false,
      cloudIdentity: { gcpServiceAccount: "language@example.iam.gserviceaccount.com" },
    },
  ],
};
const PROFILES = ["team-profiles", "team-namespaces"];

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("profiles at %s, built from upstream", (release) => {
  let building: Promise<BuiltPlatform> | undefined;
  const build = () => {
    building ??= buildPlatform(release, TEAMS, [...PROFILES, "profiles", "poddefaults"]);
    return building;
  };

  test("a Profile has its owner, its quota besides that of all, and its cloud identity", async () => {
    const platform = await build();
    expect(platform.find("Profile", "team-vision")).toMatchObject({
      metadata: { labels: { "example.com/cost-centre": "4711" } },
      spec: {
        owner: { kind: "User", name: "ada@example.com" },
        resourceQuotaSpec: { hard: { persistentvolumeclaims: 40, "requests.nvidia.com/gpu": "64" } },
        plugins: [
          {
            kind: "AwsIamForServiceAccount",
            spec: { awsIamRole: "arn:aws:iam::123456789012:role/vision", annotateOnly: true },
          },
        ],
      },
    });
    expect(platform.find("Profile", "team-language").spec).toEqual({
      owner: { kind: "User", name: "platform@example.com" },
      resourceQuotaSpec: { hard: { persistentvolumeclaims: 40, "requests.nvidia.com/gpu": "8" } },
      plugins: [{ kind: "WorkloadIdentity", spec: { gcpServiceAccount: "language@example.iam.gserviceaccount.com" } }],
    });
  });

  test("every user of a group is bound with the role that permits most, the owner not again", async () => {
    const platform = await build();
    const bindings = platform.all("RoleBinding", undefined, "team-vision");

    expect(bindings.map(({ metadata, roleRef, subjects }) => [metadata.name, roleRef.name, subjects])).toEqual([
      ["user-alan-example-com-clusterrole-edit", "kubeflow-edit", [user("alan@example.com")]],
      ["user-auditor-example-com-clusterrole-view", "kubeflow-view", [user("auditor@example.com")]],
      ["user-dr-linus-x-example-com-clusterrole-admin", "kubeflow-admin", [user("Dr.Linus+x@example.com")]],
      ["user-grace-example-com-clusterrole-edit", "kubeflow-edit", [user("grace@example.com")]],
    ]);
    expect(bindings[0].metadata.annotations).toEqual({ user: "alan@example.com", role: "edit" });
  });

  test("the mesh lets members through by the header and the principals of the profile controller's own configuration", async () => {
    const platform = await build();
    const settings = platform.find("ConfigMap", "profiles-config", "kubeflow").data;
    const policy = platform.find("AuthorizationPolicy", "user-grace-example-com-clusterrole-edit", "team-vision");

    expect(policy.metadata.annotations).toEqual({ user: "grace@example.com", role: "edit" });
    expect(policy.spec.rules).toEqual([
      {
        from: [{ source: { principals: [settings.ISTIO_INGRESS_GATEWAY_PRINCIPAL, settings.KFP_UI_PRINCIPAL] } }],
        when: [
          { key: `request.headers[${settings.USERID_HEADER}]`, values: [`${settings.USERID_PREFIX}grace@example.com`] },
        ],
      },
    ]);
  });

  test("members who may only view connect to nothing where the profile says so", async () => {
    const platform = await build();
    const view = "user-auditor-example-com-clusterrole-view";

    expect(platform.all("AuthorizationPolicy", view, "team-vision")).toHaveLength(1);
    expect(platform.all("AuthorizationPolicy", view, "team-language")).toHaveLength(0);
    expect(platform.all("RoleBinding", view, "team-language")).toHaveLength(1);
  });

  test("PodDefaults, limits and objects are in the namespaces, and pass the schemas of the CRDs", async () => {
    const platform = await build();
    const podDefaults = platform.all("PodDefault", undefined, "team-vision");
    expect(podDefaults.map(({ metadata, spec }) => [metadata.name, spec.desc, spec.selector])).toEqual([
      ["access-ml-pipeline", "Allow access to Kubeflow Pipelines", { matchLabels: { "access-ml-pipeline": "true" } }],
      ["kaggle", "Kaggle", { matchLabels: { kaggle: "true" } }],
      ["registry", "registry", { matchLabels: { registry: "true" } }],
    ]);
    expect(platform.all("PodDefault", undefined, "team-language")).toHaveLength(2);
    expect(platform.find("LimitRange", "containers", "team-vision").spec.limits).toEqual([
      { type: "Container", defaultRequest: { cpu: "100m" }, max: { memory: "64Gi" } },
    ]);
    expect(platform.all("LimitRange", undefined, "team-language")).toHaveLength(0);
    expect(platform.find("ConfigMap", "motto", "team-vision").data).toEqual({ motto: "see" });
    const custom = ["Profile", "AuthorizationPolicy"].flatMap((kind) => platform.all(kind));
    expect(custom.filter(({ metadata }) => metadata.namespace !== "kubeflow").flatMap(schemaErrors)).toEqual([]);
    // The collected schema is older than what the releases ship.
    const definition = platform.find("CustomResourceDefinition", "poddefaults.kubeflow.org").spec.versions[0];
    const known = Object.keys(definition.schema.openAPIV3Schema.properties.spec.properties);
    expect(podDefaults.flatMap(({ spec }) => Object.keys(spec)).filter((key) => !known.includes(key))).toEqual([]);
  });

  test("what is in the namespaces is delivered after the Profiles, whose controller makes them", async () => {
    const platform = await build();
    const { components } = platform.plan;
    const namespaces = components.find(({ component }) => component.name === "team-namespaces");

    expect(namespaces?.dependencies.map(({ on }) => on)).toContain("team-profiles");
    expect(namespaces?.expected.map(({ kind, name, namespace, keys }) => [kind, namespace, name, keys])).toEqual([
      ["Secret", "team-vision", "registry", [".dockerconfigjson"]],
      ["Secret", "team-vision", "kaggle", ["KAGGLE_KEY"]],
      ["Secret", "team-language", "registry", [".dockerconfigjson"]],
    ]);
  });
});

test("a platform without profiles has neither component", () => {
  const { components } = planWith({ platform: { purpose: "evaluation" } });

  expect(components.filter(({ component }) => PROFILES.includes(component.name))).toEqual([]);
});

test("the example of the documentation is one", () => {
  const page = readFileSync(join(repositoryRoot, "docs/profiles.md"), "utf8");
  const example = parse(/```yaml\n(.*?)```/s.exec(page)?.[1] ?? "") as ValueMap;
  const { platform } = planWith({ platform: { purpose: "evaluation" }, ...example });

  expect(
    platform.profiles.map(({ name, members }) => [name, members.map(({ user, role }) => `${user} ${role}`)]),
  ).toEqual([
    [
      "team-vision",
      ["alan@example.com edit", "auditor@example.com view", "bob@example.com edit", "grace@example.com edit"],
    ],
    ["team-language", ["auditor@example.com view"]],
  ]);
});

test("what a profile expects is expected even where nothing is delivered into its namespace", () => {
  const { components, undelivered } = planWith({
    platform: { purpose: "evaluation" },
    profiles: [{ name: "team-a", owner: "a@example.com", secrets: [{ name: "kaggle", keys: ["KEY"] }] }],
  });

  expect(components.map(({ component }) => component.name)).not.toContain("team-namespaces");
  expect(undelivered.flatMap(({ component, expected }) => expected.map(({ name }) => [component.name, name]))).toEqual([
    ["team-namespaces", "kaggle"],
  ]);
});

test.each([{ enabled: false }, { existing: true }])(
  "where something else makes the Profiles (%o), they are expected",
  (made) => {
    const { platform, components } = planWith({
      platform: { purpose: "evaluation" },
      components: { "team-profiles": made },
      images: { pullSecrets: ["harbor"] },
      profiles: [{ name: "team-a", owner: "a@example.com", members: { view: ["b@example.com"] } }],
    });
    const expected = listExpectations(platform, components);

    expect(components.map(({ component }) => component.name)).not.toContain("team-profiles");
    const ofTeam = expected.filter(({ component }) => component === "team-namespaces");
    // The platform defines the kind, and only the Profile makes the namespace: nothing of it can be there before.
    expect(ofTeam.map(({ kind, name, after }) => [kind, name, after])).toEqual([
      ["Profile", "team-a", "profiles"],
      ["Secret", "harbor", "profiles"],
    ]);
  },
);

test("what is needed in the namespace of a Profile is to be made once the Profile has made that", () => {
  const { platform, components } = planWith({
    platform: { purpose: "evaluation" },
    images: { pullSecrets: ["harbor"] },
    profiles: [{ name: "team-a", owner: "a@example.com", secrets: [{ name: "kaggle", keys: ["KEY"] }] }],
  });
  const expected = listExpectations(platform, components).filter(({ kind }) => kind === "Secret");
  const printed = printExpectations(expected).split("\n");

  expect(expected.filter(({ namespace }) => namespace === "team-a").map(({ name, after }) => [name, after])).toEqual([
    ["harbor", "team-profiles"],
    ["kaggle", "team-profiles"],
  ]);
  expect(expected.filter((each) => each.namespace !== "team-a" && "after" in each)).toEqual([]);
  expect(printed.find((line) => line.includes("team-a/harbor"))).toContain("the cluster, after team-profiles");
  expect(printed.find((line) => line.includes("kubeflow/harbor"))).not.toContain("after");
});

test("Secrets that are made in a profile's namespace are not delivered with the Profile, which has to be there before", () => {
  const { components } = planWith({
    platform: { purpose: "evaluation" },
    objectStore: { provider: "external", bucket: "example", credentials: { profileKeys: "own" } },
    images: { pullSecrets: ["registry"] },
    secrets: { provider: "external-secrets", externalSecrets: { store: { name: "vault" } } },
    components: { "external-secrets": { existing: true } },
    profiles: [{ name: "team-a", owner: "a@example.com", secrets: [{ name: "kaggle", keys: ["KEY"] }] }],
  });
  const made = components.flatMap(({ component, objects }) =>
    objects.flatMap(({ kind, namespace, name }) =>
      kind === "ExternalSecret" && namespace === "team-a" ? [`${component.name} ${name}`] : [],
    ),
  );

  expect(made.sort()).toEqual([
    "team-namespaces kaggle",
    "team-namespaces kubeflow-object-store",
    "team-namespaces registry",
  ]);
});

test("a misspelt group, a profile without owner and two users with one name for their bindings are refused", () => {
  expect(problemsWith({ profiles: [{ name: "a", owner: "x", members: { edit: [{ group: "visoin" }] } }] })).toEqual([
    'UNKNOWN_USER_GROUP There is no group "visoin" in userGroups. Did you mean "vision"?',
  ]);
  expect(problemsWith({ profiles: [{ name: "a" }] })).toEqual(["PROFILE_WITHOUT_OWNER The profile a has no owner."]);
  const [problem] = problemsWith({ profiles: [{ name: "a", owner: "x", members: { edit: ["b.c@d.e", "b-c@d.e"] } }] });
  expect(problem).toMatch(/^DUPLICATE_OBJECT/);
});

test.each<[string, ValueMap, ValueMap, string]>([
  ["requests", { "requests.cpu": 8 }, { max: { memory: "1Gi" } }, "requests.cpu"],
  ["their short name", { memory: "8Gi" }, { default: { cpu: 1 } }, "memory"],
  ["limits", { "limits.memory": "8Gi" }, { defaultRequest: { memory: "1Gi" } }, "limits.memory"],
])("a quota on %s without a default for containers is refused, where it is said", (_, quota, limitRange, limit) => {
  const asked = (own: ValueMap, profileDefaults: ValueMap) =>
    problemsWith({
      profileDefaults,
      profiles: [
        { name: "a", owner: "x", ...own },
        { name: "b", owner: "x" },
      ],
    });
  const expected = `QUOTA_WITHOUT_DEFAULT A quota of ${limit} refuses pods of a whose containers do not say how much they take.`;
  expect(asked({ quota, limitRange }, {})).toEqual([expected]);
  // What all profiles have is said once.
  expect(asked({}, { quota, limitRange })).toEqual([expected]);
});

test.each<[ValueMap, ValueMap]>([
  [{ "requests.cpu": 8, memory: "8Gi" }, { defaultRequest: { cpu: 1, memory: "1Gi" } }],
  [{ "requests.cpu": 8, "limits.cpu": 8 }, { default: { cpu: 1 } }],
  [{ "requests.cpu": 8, "limits.cpu": 8 }, { max: { cpu: 1 } }],
  [{ "requests.cpu": 8 }, { min: { cpu: 1 } }],
  [{ "requests.nvidia.com/gpu": 8, "requests.storage": "1Ti", pods: 8, "requests.ephemeral-storage": "1Ti" }, {}],
])("a quota of %j is enough with a limit range of %j", (quota, limitRange) => {
  expect(problemsWith({ profiles: [{ name: "a", owner: "x", quota, limitRange }] })).toEqual([]);
  const own = { apiVersion: "v1", kind: "LimitRange", metadata: { name: "mine" }, spec: { limits: [] } };
  expect(problemsWith({ profiles: [{ name: "a", owner: "x", quota, resources: [own] }] })).toEqual([]);
});

test("where users are known in lower case, a name with capitals is refused wherever one is given something", () => {
  const values = {
    userGroups: { vision: ["Grace@example.com"] },
    profileDefaults: { owner: { kind: "User", name: "Root@example.com" } },
    profiles: [
      { name: "a", owner: "Ada@example.com", members: { edit: ["Alan@example.com", { group: "vision" }] } },
      { name: "b", owner: { kind: "Group", name: "ML" } },
      { name: "c" },
    ],
  };
  const named = (identity: ValueMap, more: ValueMap = {}) =>
    problemsWith({ ...values, ...more, identity }).map((problem) => problem.match(/^\S+|"[^"]+"/g)?.join(" "));

  expect(named({})).toEqual([]);
  expect(named({ lowercaseUsers: true }).sort()).toEqual(
    ["Ada", "Alan", "Grace", "Root"].map((name) => `USER_NOT_LOWERCASE "${name}@example.com"`),
  );
  const admin = { components: { profiles: { admin: "Root@example.com" } } };
  expect(problemsWith({ ...admin, identity: { lowercaseUsers: true } })).toEqual([
    expect.stringContaining("SETTING_REFUSED Nobody is known by this name"),
  ]);
  expect(problemsWith({ identity: { lowercaseUsers: true, claims: { user: "sub" } } })).toEqual([
    expect.stringContaining("SETTING_REFUSED Subjects are ids"),
  ]);
});

function problemsWith(values: ValueMap): readonly string[] {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify({
      platform: { purpose: "evaluation" },
      userGroups: { vision: ["grace@example.com"] },
      ...values,
    }),
  });
  const plan = planEnvironment(expectValue(readEnvironment(roots, "mine", catalog)), catalog);
  return plan.ok ? [] : plan.problems.map(({ code, message }) => `${code} ${message}`);
}

function user(name: string): Built {
  return { apiGroup: "rbac.authorization.k8s.io", kind: "User", name };
}
