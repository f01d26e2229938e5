import deepmerge from "deepmerge";
import { expect, test } from "vitest";
import type { Value, ValueMap } from "../../generator/model/value.ts";
import { CERTIFICATE } from "../support/certificate.ts";
import { CONNECTOR, catalog, filesOf, planWith } from "./plan-with.ts";

const on = (component: string, settings: ValueMap = {}): ValueMap => ({
  components: { [component]: { enabled: true, ...settings } },
});
const POSTGRES = {
  engine: "postgres",
  host: "postgres.example.com",
  tls: "require",
  login: { secret: "a", username: "flyte" },
};
const FLYTE = on("flyte", { database: POSTGRES, objectStore: { bucket: "flyte" } });
const HTTPS: ValueMap = { gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "secret" } } };
const ARGO_SSO: ValueMap = { ...on("argo-workflows-ui"), ...HTTPS };
const OIDC: ValueMap = { identity: { provider: "oidc", issuer: "https://login.example.com", clientId: "kubeflow" } };
const REDIS = on("oauth2-proxy", {
  session: { redis: { url: "redis://redis", passwordSecret: { name: "a", key: "b" } } },
});
const MARIADB = { components: { mariadb: { enabled: true }, "mariadb-operator": { enabled: true } } };
const COPIES: ValueMap = {
  images: { pullSecrets: ["registry"] },
  components: { kyverno: { enabled: true }, "kyverno-policies": { enabled: true } },
};
const BUNDLES: ValueMap = {
  components: {
    "trust-manager": { enabled: true, existing: true },
    "trust-bundles": { enabled: true, bundles: [{ name: "a", sources: [{ secret: { name: "b", key: "c" } }] }] },
  },
};
const notebookForm = (form: ValueMap): ValueMap => ({ components: { notebooks: { form } } });
/** One that is written already. */
const FORM = notebookForm({ hideTag: false });
const AFFINITY: ValueMap = { options: { b: { name: "B", affinity: { podAffinity: {} } } } };
const TOLERATIONS = { options: { b: { name: "B", tolerations: [{ operator: "Exists" }] } } };

const BALANCER = { gateway: { service: { type: "LoadBalancer" } } };
const TLS = { gateway: { tls: { mode: "secret" } } };
const ISSUER = { gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "issuer", issuer: { name: "mine" } } } };
const EXISTING_GATEWAY = {
  gateway: { existing: { namespace: "in", service: "in", serviceAccount: "in", labels: { istio: "in" } } },
};
const ACME = deepmerge(ISSUER, {
  gateway: { tls: { issuer: { acme: { email: "a@example.com", dns01: { cloudDNS: { project: "p" } } } } } },
});
const MLFLOW = on("mlflow", { database: { ...POSTGRES, login: { secret: "a" } }, objectStore: { bucket: "mlflow" } });

const EXTERNAL_STORE = { objectStore: { provider: "external", bucket: "example" } };
const IDENTITY = deepmerge(EXTERNAL_STORE, { objectStore: { credentials: { from: "identity" } } });

const DEX_USER: ValueMap = {
  components: {
    dex: { staticUsers: [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A" }] },
    "external-secrets": { enabled: true },
  },
};
const FROM_STORE: ValueMap = {
  platform: { purpose: "production" },
  secrets: { provider: "external-secrets", externalSecrets: { store: { name: "vault" } } },
  ...DEX_USER,
};

/** A value for every setting that components have of their own, other than its default; `given` is what it takes effect on. */
const SETTINGS: Readonly<Record<string, { readonly value: Value; readonly given?: ValueMap }>> = {
  "argo-workflows-ui.access": { value: "write", given: on("argo-workflows-ui") },
  "argo-workflows-ui.groups": { value: ["team"], given: ARGO_SSO },
  "argo-workflows-ui.login": { value: "platform", given: ARGO_SSO },
  "argo-workflows-ui.writers": { value: ["team"], given: ARGO_SSO },
  "central-dashboard.forceIframe": { value: false },
  "central-dashboard.links.documentation": { value: [{ link: "/x", text: "X" }] },
  "central-dashboard.links.external": { value: [{ type: "item", link: "/x", text: "X" }] },
  "central-dashboard.links.menu": { value: [{ type: "item", link: "/x", text: "X" }] },
  "central-dashboard.links.quick": { value: [{ link: "/x", text: "X" }] },
  "central-dashboard.links.without": { value: ["quick"] },
  "central-dashboard.prometheus.dashboard": {
    value: "https://grafana.example.com",
    given: { components: { "central-dashboard": { prometheus: { url: "http://prometheus" } } } },
  },
  "central-dashboard.prometheus.url": { value: "http://prometheus" },
  "central-dashboard.registrationFlow": { value: true },
  "cert-manager.serviceAccountAnnotations": { value: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a" } },
  "dex.connectors": { value: [CONNECTOR] },
  "dex.maxLifetime": {
    value: "720h",
    given: { components: { "oauth2-proxy": { session: { refresh: "1h" } } } },
  },
  "dex.staticUsers": { value: [{ email: "a@example.com", username: "a", userID: "1", hashFromEnv: "A" }] },
  "external-secrets.pods": { value: 2, given: on("external-secrets") },
  "external-secrets.serviceAccountAnnotations": { value: { a: "b" }, given: on("external-secrets") },
  "flyte.database": { value: { host: "other.example.com" }, given: FLYTE },
  "flyte.objectStore.bucket": { value: "other", given: FLYTE },
  "flyte.objectStore.credentialsSecret": { value: "other", given: FLYTE },
  "flyte.objectStore.endpoint": { value: "http://objects.example.com", given: FLYTE },
  "flyte.objectStore.region": { value: "eu-central-1", given: FLYTE },
  "flyte.projects": { value: ["other"], given: FLYTE },
  "flyte.serviceAccountAnnotations": { value: { a: "b" }, given: FLYTE },
  "katib.database": { value: POSTGRES },
  "katib.volumes.database": { value: { size: "11Gi" } },
  "kserve.pathTemplate": { value: "/models/{{ .Name }}" },
  "kyverno-policies.copies": { value: [{ kind: "ConfigMap", namespace: "a", name: "b", keys: ["c"] }], given: COPIES },
  "kyverno-policies.pullSecretsFrom": { value: "kubeflow", given: COPIES },
  "kyverno.admission": { value: { pods: 3 }, given: on("kyverno") },
  "kyverno.background": { value: { resources: { limits: { memory: "1Gi" } } }, given: on("kyverno") },
  "kyverno.cleanup": { value: { pods: 2 }, given: on("kyverno") },
  "kyverno.exemptNamespaces": { value: ["other"], given: on("kyverno") },
  "kyverno.permissions": { value: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }], given: on("kyverno") },
  "kyverno.reports": { value: { pods: 2 }, given: on("kyverno") },
  "mariadb-operator.pods": { value: 2, given: on("mariadb-operator") },
  "mariadb.databases": { value: [{ name: "mlflow", passwordSecret: { name: "a", key: "b" } }], given: MARIADB },
  "mariadb.pods": { value: 3, given: MARIADB },
  "mariadb.size": { value: "21Gi", given: MARIADB },
  "mlflow.database": { value: { host: "other.example.com" }, given: MLFLOW },
  "mlflow.objectStore.bucket": { value: "other", given: MLFLOW },
  "mlflow.objectStore.credentialsSecret": { value: "other", given: MLFLOW },
  "mlflow.objectStore.endpoint": { value: "http://objects.example.com", given: MLFLOW },
  "mlflow.objectStore.path": { value: "other", given: MLFLOW },
  "mlflow.objectStore.region": { value: "eu-central-1", given: MLFLOW },
  "mlflow.serviceAccountAnnotations": { value: { a: "b" }, given: MLFLOW },
  "model-catalog.database": { value: POSTGRES },
  "model-catalog.demoData": { value: true },
  "model-catalog.namespace": { value: "kubeflow-system" },
  "model-catalog.volumes.database": { value: { size: "6Gi" } },
  "model-registry.database": { value: POSTGRES },
  "model-registry.namespace": { value: "kubeflow-system" },
  "model-registry.volumes.database": { value: { size: "11Gi" } },
  "monitoring.interval": { value: "1m", given: on("monitoring") },
  "monitoring.labels": { value: { release: "prometheus" }, given: on("monitoring") },
  "monitoring.prometheusNamespace": { value: "prometheus", given: on("monitoring") },
  "notebooks.culling.checkMinutes": { value: 5, given: { components: { notebooks: { culling: { enabled: true } } } } },
  "notebooks.culling.enabled": { value: true },
  "notebooks.culling.idleMinutes": { value: 60, given: { components: { notebooks: { culling: { enabled: true } } } } },
  "notebooks.everyNotebook.annotations": { value: { a: "b" } },
  "notebooks.everyNotebook.environment": { value: { A: "b" } },
  "notebooks.everyNotebook.imagePullSecrets": { value: ["a"] },
  "notebooks.everyNotebook.labels": { value: { a: "b" } },
  "notebooks.everyNotebook.nodeSelector": { value: { a: "b" } },
  "notebooks.everyNotebook.podSecurityContext": { value: { fsGroup: 100 } },
  "notebooks.everyNotebook.tolerations": { value: [{ operator: "Exists" }] },
  "notebooks.form.affinity.default": { value: "b", given: notebookForm({ affinity: AFFINITY }) },
  "notebooks.form.affinity.options": { value: { c: { name: "C", affinity: { podAffinity: {} } } } },
  "notebooks.form.cpu.limitFactor": { value: 2, given: FORM },
  "notebooks.form.cpu.request": { value: 2, given: FORM },
  "notebooks.form.customImages": { value: false, given: FORM },
  "notebooks.form.dataVolumes": { value: [{ mount: "/a" }], given: FORM },
  "notebooks.form.gpus.count": { value: "1", given: FORM },
  "notebooks.form.gpus.vendor": { value: "amd.com/gpu", given: FORM },
  "notebooks.form.gpus.vendors": { value: { "nvidia.com/gpu": "NVIDIA" }, given: FORM },
  "notebooks.form.hideRegistry": { value: false, given: FORM },
  "notebooks.form.hideTag": { value: true, given: FORM },
  "notebooks.form.images.jupyter": { value: ["a"], given: FORM },
  "notebooks.form.images.rstudio": { value: ["a"], given: FORM },
  "notebooks.form.images.vscode": { value: ["a"], given: FORM },
  "notebooks.form.memory.limitFactor": { value: 2, given: FORM },
  "notebooks.form.memory.request": { value: "2Gi", given: FORM },
  "notebooks.form.podDefaults": { value: ["a"], given: FORM },
  "notebooks.form.pullPolicy": { value: "Always", given: FORM },
  "notebooks.form.readOnly": { value: ["cpu"], given: FORM },
  "notebooks.form.sharedMemory": { value: false, given: FORM },
  "notebooks.form.tolerations.default": { value: "b", given: notebookForm({ tolerations: TOLERATIONS }) },
  "notebooks.form.tolerations.options": { value: TOLERATIONS.options },
  "notebooks.form.workspaceVolume.accessMode": { value: "ReadWriteMany", given: FORM },
  "notebooks.form.workspaceVolume.enabled": { value: false, given: FORM },
  "notebooks.form.workspaceVolume.mount": { value: "/home", given: FORM },
  "notebooks.form.workspaceVolume.name": { value: "home", given: FORM },
  "notebooks.form.workspaceVolume.size": { value: "6Gi", given: FORM },
  "notebooks.form.workspaceVolume.storageClass": { value: "fast", given: FORM },
  "notebooks.icons.jupyter.icon": { value: "<svg/>" },
  "notebooks.icons.jupyter.logo": { value: "<svg/>" },
  "notebooks.icons.rstudio.icon": { value: "<svg/>" },
  "notebooks.icons.rstudio.logo": { value: "<svg/>" },
  "notebooks.icons.vscode.icon": { value: "<svg/>" },
  "notebooks.icons.vscode.logo": { value: "<svg/>" },
  "notebooks.spawner": { value: { spawnerFormDefaults: { cpu: { value: "1" } } } },
  "oauth2-proxy.cookie.domains": { value: [".example.com"] },
  "oauth2-proxy.cookie.name": { value: "other" },
  "oauth2-proxy.providerName": { value: "Example" },
  "oauth2-proxy.redirectDomains": { value: [".example.com"] },
  "oauth2-proxy.secret.clientIdKey": { value: "other" },
  "oauth2-proxy.secret.clientSecretKey": { value: "other" },
  "oauth2-proxy.secret.cookieSecretKey": { value: "other" },
  "oauth2-proxy.secret.name": { value: "other" },
  "oauth2-proxy.session.lifetime": { value: "12h" },
  "oauth2-proxy.session.redis.passwordSecret.key": { value: "other", given: REDIS },
  "oauth2-proxy.session.redis.passwordSecret.name": { value: "other", given: REDIS },
  "oauth2-proxy.session.redis.url": { value: "redis://other", given: REDIS },
  "oauth2-proxy.session.refresh": { value: "1h" },
  "pipelines.artifactProxy": { value: true },
  "pipelines.artifactRetentionDays": { value: 30 },
  "pipelines.blockV1": { value: true },
  "pipelines.cacheStaleness.default": { value: "P7D" },
  "pipelines.cacheStaleness.maximum": { value: "P30D" },
  "pipelines.database": { value: { host: "mysql.example.com", tls: "disable" } },
  "pipelines.definitions": { value: "kubernetes" },
  "pipelines.runAs.group": { value: 0 },
  "pipelines.runAs.nonRoot": { value: true },
  "pipelines.runAs.user": { value: 1000 },
  "pipelines.scheduleTimezone": { value: "Europe/Berlin" },
  "pipelines.v1Namespaces": { value: ["team-a"], given: { components: { pipelines: { blockV1: true } } } },
  "pipelines.volumes.database": { value: { size: "21Gi" } },
  "pipelines.volumes.objectStore": { value: { size: "21Gi" } },
  "pipelines.workflowController": { value: "existing" },
  "profiles.admin": { value: "admin@example.com" },
  "profiles.namespaceLabels": { value: { a: "b" } },
  "profiles.podSecurity": { value: "none" },
  "tensorboards.image": { value: "example/tensorboard:1" },
  "trust-bundles.bundles": { value: [{ name: "b", sources: [{ publicAuthorities: true }] }], given: BUNDLES },
  "trust-bundles.sourceNamespace": { value: "cert-manager", given: deepmerge(FROM_STORE, BUNDLES) as ValueMap },
  "trust-manager.pods": { value: 2, given: on("trust-manager") },
  "volumes.viewerImage": { value: "example/viewer:1" },
  "volumes.viewerSpec": { value: { podSpec: {}, networking: {} } },
};

/** The profile whose defaults change. */
const TEAM: ValueMap = {
  userGroups: { b: [] },
  profiles: [{ name: "team-a", owner: "a@example.com", members: { view: ["v@example.com"], edit: [{ group: "b" }] } }],
};

/** A PostgreSQL for all that speak it. */
const EXTERNAL: ValueMap = {
  database: {
    provider: "external",
    engine: "postgres",
    host: "postgres.example.com",
    tls: "verify",
    caConfigMap: "ca",
  },
  components: { pipelines: { database: { provider: "bundled" } } },
};

const OWN_CATALOG: ValueMap = { components: { "model-catalog": { database: { provider: "bundled" } } } };
const PLAIN = deepmerge.all([EXTERNAL, OWN_CATALOG, { database: { tls: "disable", caConfigMap: null } }]) as ValueMap;

/** The same for the values of the platform that components print. */
const PLATFORM_VALUES: Readonly<Record<string, { readonly value: Value; readonly given?: ValueMap }>> = {
  "gateway.hosts": { value: ["kubeflow.example.com"] },
  "gateway.api": { value: "gateway-api" },
  "gateway.gatewayApi.annotations": { value: { a: "b" }, given: { gateway: { api: "gateway-api" } } },
  "gateway.gatewayApi.className": {
    value: "gke-l7-global-external-managed",
    given: { gateway: { api: "gateway-api" } },
  },
  "gateway.existing.labels": { value: { app: "other" }, given: EXISTING_GATEWAY },
  "gateway.existing.namespace": { value: "other", given: EXISTING_GATEWAY },
  "gateway.existing.service": { value: "other", given: EXISTING_GATEWAY },
  "gateway.existing.serviceAccount": { value: "other", given: EXISTING_GATEWAY },
  "gateway.externalDns": { value: true, given: { gateway: { hosts: ["kubeflow.example.com"] } } },
  "gateway.httpsRedirect": { value: false, given: TLS },
  "gateway.secureCookies": { value: false, given: TLS },
  "gateway.service.annotations": { value: { a: "b" } },
  "gateway.service.externalTrafficPolicy": { value: "Local", given: BALANCER },
  "gateway.service.loadBalancerClass": { value: "example.com/balancer", given: BALANCER },
  "gateway.service.loadBalancerIP": { value: "192.0.2.1", given: BALANCER },
  "gateway.service.loadBalancerSourceRanges": { value: ["192.0.2.0/24"], given: BALANCER },
  "gateway.service.type": { value: "LoadBalancer" },
  "gateway.tls.issuer.acme.dns01": { value: { cloudDNS: { project: "other" } }, given: ACME },
  "gateway.tls.issuer.acme.email": { value: "other@example.com", given: ACME },
  "gateway.tls.issuer.acme.server": { value: "https://acme.example.com/directory", given: ACME },
  "gateway.tls.issuer.group": { value: "awspca.cert-manager.io", given: ISSUER },
  "gateway.tls.issuer.kind": { value: "Issuer", given: ISSUER },
  "gateway.tls.issuer.name": { value: "other", given: ISSUER },
  "gateway.tls.mode": { value: "external" },
  "gateway.tls.secretName": { value: "tls", given: TLS },
  "gateway.trustedProxies": { value: 1 },
  identity: { value: OIDC["identity"] as ValueMap },
  "identity.allowedEmailDomains": { value: ["example.com"] },
  "identity.allowedGroups": { value: ["ml"] },
  "identity.claims.groups": { value: "roles" },
  "identity.claims.user": { value: "preferred_username" },
  "identity.clientId": { value: "other", given: OIDC },
  "identity.clients": { value: [{ id: "tool", redirectURIs: ["https://tool.example.com"] }] },
  "database.caConfigMap": { value: "other", given: EXTERNAL },
  "database.engine": { value: "mysql", given: PLAIN },
  "database.host": { value: "other.example.com", given: EXTERNAL },
  "database.login": { value: { secret: "other" }, given: EXTERNAL },
  "database.port": { value: 5433, given: EXTERNAL },
  "database.provider": { value: "mariadb", given: deepmerge(MARIADB, OWN_CATALOG) as ValueMap },
  "database.tls": { value: "require", given: PLAIN },
  "identity.eksIssuer": {
    value: "https://oidc.example.com/id/2",
    given: { identity: { machineTokens: "eks", eksIssuer: "https://oidc.example.com/id/1" } },
  },
  "identity.issuer": { value: "https://kubeflow.example.com/dex" },
  "identity.issuerCa": {
    value: CERTIFICATE,
    given: OIDC,
  },
  "identity.jwksUri": { value: "https://login.example.com/keys", given: OIDC },
  "identity.logoutUrl": { value: "https://login.example.com/logout" },
  "identity.lowercaseUsers": { value: true },
  "identity.machineAudiences": { value: ["kubeflow"], given: { identity: { machineTokens: "cluster" } } },
  "identity.machineTokens": { value: "cluster" },
  "images.mirrors": { value: [{ from: "docker.io", to: "registry.example.com/dockerhub" }] },
  "images.pullPolicy": { value: "Always" },
  "images.pullSecrets": { value: ["registry"] },
  "images.overrides": { value: [{ name: "kserve/agent", newTag: "v1" }] },
  "identity.restrictedPaths": { value: { "/mlflow/": ["ml"] } },
  "identity.scopes": { value: ["email"] },
  "mesh.cni": { value: "gke" },
  "mesh.mode": { value: "ambient" },
  "objectStore.api": { value: "gcs", given: IDENTITY },
  "objectStore.bucket": { value: "other", given: EXTERNAL_STORE },
  "objectStore.credentials.accessKeyKey": { value: "id", given: EXTERNAL_STORE },
  "objectStore.credentials.from": { value: "identity", given: EXTERNAL_STORE },
  "objectStore.credentials.profileKeys": { value: "own", given: EXTERNAL_STORE },
  "objectStore.credentials.secret": { value: "other", given: EXTERNAL_STORE },
  "objectStore.credentials.secretKeyKey": { value: "key", given: EXTERNAL_STORE },
  "objectStore.credentials.serviceAccountAnnotations": { value: { a: "b" }, given: IDENTITY },
  "objectStore.endpoint": { value: "https://objects.example.com", given: EXTERNAL_STORE },
  "objectStore.pathStyle": { value: false, given: EXTERNAL_STORE },
  "objectStore.profileBucket": { value: "example-{profile}", given: EXTERNAL_STORE },
  "objectStore.profileFolder": { value: "{profile}", given: EXTERNAL_STORE },
  objectStore: { value: EXTERNAL_STORE.objectStore },
  "objectStore.region": { value: "eu-central-1", given: EXTERNAL_STORE },
  "platform.domain": { value: "kubeflow.example.com" },
  "profileDefaults.cloudIdentity": { value: { awsIamRole: "arn:aws:iam::123456789012:role/a" }, given: TEAM },
  "profileDefaults.labels": { value: { a: "b" }, given: TEAM },
  "profileDefaults.limitRange": { value: { default: { cpu: "1" } }, given: TEAM },
  "profileDefaults.members": { value: { edit: ["b@example.com"] }, given: TEAM },
  "profileDefaults.owner": {
    value: "b@example.com",
    given: { profileDefaults: { owner: "a@example.com" }, profiles: [{ name: "team-b" }] },
  },
  "profileDefaults.pipelinesToken": { value: true, given: TEAM },
  "profileDefaults.podDefaults": { value: [{ name: "a" }], given: TEAM },
  "profileDefaults.quota": { value: { pods: 4 }, given: TEAM },
  "profileDefaults.resources": {
    value: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }],
    given: TEAM,
  },
  "profileDefaults.viewersConnect": { value: false, given: TEAM },
  userGroups: { value: { b: ["c@example.com"] }, given: TEAM },
  profiles: { value: [{ name: "team-a", owner: { kind: "User", name: "a@example.com" } }] },
  networkPolicies: { value: "none" },
  podSecurity: { value: { kubeflow: { warn: "restricted" } } },
  "scheduling.affinity": { value: { nodeAffinity: {} } },
  "scheduling.disruptionBudget": { value: { maxUnavailable: 1 } },
  "scheduling.nodeSelector": { value: { a: "b" } },
  "scheduling.priorityClassName": { value: "platform" },
  "scheduling.tolerations": { value: [{ key: "a", operator: "Exists" }] },
  "scheduling.topologySpreadConstraints": { value: [{ topologyKey: "kubernetes.io/hostname" }] },
  "secrets.existing": { value: ["kubeflow/mysql-secret"], given: FROM_STORE },
  "secrets.externalSecrets.path": { value: "{namespace}", given: FROM_STORE },
  "secrets.externalSecrets.refreshInterval": { value: "5m", given: FROM_STORE },
  "secrets.externalSecrets.remote": { value: { "kubeflow/mysql-secret": { path: "x" } }, given: FROM_STORE },
  "secrets.externalSecrets.store.kind": { value: "SecretStore", given: FROM_STORE },
  "secrets.externalSecrets.store.name": { value: "other", given: FROM_STORE },
  secrets: { value: FROM_STORE["secrets"] as ValueMap, given: { platform: { purpose: "production" }, ...DEX_USER } },
  "storage.storageClass": { value: "fast" },
};

const EVALUATION: ValueMap = { platform: { purpose: "evaluation" } };

test("every setting that a component has of its own is in the table", () => {
  const settings = [...catalog.components.values()].flatMap(({ name, schema }) => leavesOf(name, schema));
  expect(Object.keys(SETTINGS)).toEqual(settings.sort());
});

test.each(Object.entries(SETTINGS))("components.%s changes the component's files", (path, { value, given = {} }) => {
  const name = path.slice(0, path.indexOf("."));
  const before = deepmerge(EVALUATION, given) as ValueMap;
  const after = deepmerge(before, nest(`components.${path}`.split("."), value)) as ValueMap;
  const ofComponent = (values: ValueMap) => filesOf(planWith(values)).filter((file) => file.startsWith(`${name}/`));

  expect(ofComponent(after)).not.toEqual(ofComponent(before));
});

test.each(Object.entries(PLATFORM_VALUES))("%s changes the files", (path, { value, given = {} }) => {
  const before = deepmerge(EVALUATION, given) as ValueMap;
  const after = deepmerge(before, nest(path.split("."), value)) as ValueMap;

  expect(filesOf(planWith(after))).not.toEqual(filesOf(planWith(before)));
});

/** The paths of the settings in a fragment: a map with keys of its own is looked into, any other value is a setting. */
function leavesOf(path: string, { properties }: ValueMap): string[] {
  return Object.entries((properties ?? {}) as Readonly<Record<string, ValueMap>>).flatMap(([key, schema]) =>
    schema["additionalProperties"] === false ? leavesOf(`${path}.${key}`, schema) : [`${path}.${key}`],
  );
}

function nest(path: readonly string[], value: Value): ValueMap {
  const [key = "", ...rest] = path;
  return { [key]: rest.length === 0 ? value : nest(rest, value) };
}
