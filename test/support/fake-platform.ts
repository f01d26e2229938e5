import { describeObject } from "../../generator/facts/describe-object.ts";
import type { Chart, Component } from "../../generator/model/component.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { OrderedComponent, Platform } from "../../generator/model/platform.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import type { ArgocdValues, DeliveryValues, FluxValues } from "../../generator/model/values.gen.ts";

/** What a test wants to differ from the usual delivery. */
export interface FakeDelivery {
  readonly controller?: DeliveryValues["controller"];
  readonly name?: string;
  readonly repository?: Partial<DeliveryValues["repository"]>;
  readonly keepOnPrune?: string[];
  readonly argocd?: Partial<ArgocdValues>;
  readonly flux?: Partial<FluxValues>;
}

const PLACE = { file: "components/fake/component.yaml", line: 1, column: 1 };

/** A platform with the sections that delivery reads; the others are empty. */
export function fakePlatform(delivery: FakeDelivery = {}, components: readonly OrderedComponent[] = []): Platform {
  return {
    environment: "prod",
    values: {
      platform: { name: delivery.name ?? "kubeflow", release: "26.03.1", purpose: "production", labels: {} },
      delivery: deliveryValues(delivery),
      identity: {
        provider: "dex",
        claims: { user: "email", groups: "groups" },
        lowercaseUsers: false,
        allowedGroups: [],
        allowedEmailDomains: [],
        restrictedPaths: {},
        clients: [],
        machineTokens: "none",
        machineAudiences: [],
      },
      gateway: {
        api: "istio",
        gatewayApi: { className: "istio", annotations: {} },
        hosts: ["*"],
        tls: { mode: "none", secretName: "tls", issuer: { kind: "ClusterIssuer", name: "issuer" } },
        trustedProxies: 0,
        service: { type: "ClusterIP", annotations: {} },
        externalDns: false,
      },
      mesh: { mode: "sidecar", cni: "default" },
      database: {
        provider: "bundled",
        login: { secret: "kubeflow-database", usernameKey: "username", passwordKey: "password" },
      },
      objectStore: {
        provider: "bundled",
        api: "s3",
        region: "us-east-1",
        pathStyle: true,
        profileFolder: "private-artifacts/{profile}",
        credentials: {
          from: "secret",
          secret: "kubeflow-object-store",
          accessKeyKey: "accesskey",
          secretKeyKey: "secretkey",
          profileKeys: "copied",
          serviceAccountAnnotations: {},
        },
      },
      secrets: {
        provider: "existing",
        existing: [],
        externalSecrets: { refreshInterval: "1h", path: "{namespace}/{name}", remote: {} },
        sops: {},
      },
      images: { mirrors: [], overrides: [], pullSecrets: [] },
      scheduling: {},
      networkPolicies: "upstream",
      podSecurity: {},
      storage: {},
      userGroups: {},
      profileDefaults: {},
      profiles: [],
      components: {},
    },
    profiles: [],
    release: {
      name: "26.03.1",
      source: { url: "https://github.com/example/manifests", ref: "main", commit: "0".repeat(40) },
      components: new Map(),
      place: PLACE,
    },
    components: components.map(({ component }) => ({
      component,
      version: "v1",
      settings: { enabled: true },
      parts: [],
      additions: [],
    })),
    absent: [],
    locate: () => ({ file: "environments/prod/values.yaml", line: 2, column: 3 }),
    locateDecision: () => ({ file: "environments/prod/values.yaml", line: 2, column: 3 }),
    locateSetting: () => ({ file: "environments/prod/values.yaml", line: 2, column: 3 }),
  };
}

function deliveryValues({ controller, repository, keepOnPrune, argocd, flux }: FakeDelivery): DeliveryValues {
  return {
    controller: controller ?? "argocd",
    manifests: "remote",
    repository: { url: "https://github.com/example/platform.git", revision: "main", path: "clusters", ...repository },
    keepOnPrune: keepOnPrune ?? ["CustomResourceDefinition", "Namespace", "PersistentVolumeClaim", "Profile"],
    argocd: {
      version: "3.5",
      namespace: "argocd",
      destination: { server: "https://kubernetes.default.svc" },
      automated: { enabled: true, prune: true, selfHeal: true },
      retry: { limit: 10, duration: "10s", maxDuration: "5m" },
      applicationHealth: true,
      ...argocd,
    },
    flux: {
      version: "2.9",
      namespace: "flux-system",
      interval: "1h",
      retryInterval: "2m",
      timeout: "10m",
      sourceInterval: "1m",
      ...flux,
    },
  };
}

/** What a test says of a component; `on` names the components that it depends on directly, each with the same reason. */
export interface FakeComponent {
  readonly name: string;
  readonly title?: string;
  readonly depth?: number;
  readonly on?: readonly string[];
  readonly reason?: string;
  readonly createsNamespaces?: readonly string[];
  readonly objects?: readonly ObjectFacts[];
  readonly chart?: Chart;
  readonly images?: readonly string[];
}

export function fakeComponent(fake: FakeComponent): OrderedComponent {
  const { name, title = name, depth = 0, on = [], reason = "its kinds are defined there", objects = [] } = fake;
  const component: Component = {
    name,
    title,
    summary: "A fake.",
    category: "platform",
    documentation: "https://example.com/docs",
    parts: [],
    chart: fake.chart,
    when: [],
    images: fake.images ?? [],
    requires: [],
    provides: [],
    database: undefined,
    databaseServer: undefined,
    createsNamespaces: fake.createsNamespaces ?? [],
    readsAtStart: {},
    links: [],
    issuer: undefined,
    client: undefined,
    convergence: undefined,
    folder: `components/${name}`,
    place: PLACE,
    additions: [],
    schema: {},
  };
  const dependencies = on.map((dependency) => ({ on: dependency, reasons: [reason] }));
  return {
    component,
    version: "v1",
    files: new Map(),
    objects,
    expected: [],
    made: [],
    after: [],
    encrypted: false,
    dependencies,
    depth,
  };
}

/** The facts of an object, as the program itself takes them; `namespace/name` or only `name`. */
export function fakeObject(apiVersion: string, kind: string, id: string, fields: ValueMap = {}): ObjectFacts {
  const [name, namespace] = id.split("/").reverse();
  const metadata = { name: name ?? "", ...(namespace !== undefined && { namespace }) };
  return describeObject({ apiVersion, kind, metadata, ...fields });
}
