import fc from "fast-check";
import { labels, members, name, namespace, scalar, seldom, texts } from "./random-scalars.ts";
import type { Value } from "./write-yaml.ts";

export interface RandomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly [key: string]: Value | undefined;
  };
  readonly [key: string]: Value | undefined;
}

const metadata = fc.record({
  name,
  namespace,
  labels: seldom(2, labels),
  annotations: seldom(3, fc.dictionary(fc.constantFrom("note", "where"), scalar, { maxKeys: 2 })),
});

const image = fc.constantFrom("nginx", "nginx:1", "host:5000/team/app:v1", "redis@sha256:abc", "team/nginx:1.2");
const env = fc.oneof(
  fc.record({
    name: fc.constantFrom("A", "B"),
    value: fc.constantFrom("x", "$(SERVICE)", "$(LEVEL)-$(SERVICE)", "$$(A)"),
  }),
  fc.record({
    name: fc.constantFrom("A", "B"),
    valueFrom: fc.record({ configMapKeyRef: fc.record({ name, key: name }) }),
  }),
  fc.record({
    name: fc.constantFrom("A", "B"),
    valueFrom: fc.record({ secretKeyRef: fc.record({ name, key: name }) }),
  }),
);
const port = fc.record(
  {
    containerPort: fc.constantFrom(80, 81),
    protocol: fc.constantFrom("TCP", "UDP"),
    name: fc.constantFrom("http", "dns"),
  },
  { requiredKeys: ["containerPort"] },
);
const volume = fc.oneof(
  fc.record({ name, configMap: fc.record({ name }) }),
  fc.record({ name, secret: fc.record({ secretName: name }) }),
  fc.record({ name, persistentVolumeClaim: fc.record({ claimName: name }) }),
  fc.record({
    name,
    projected: fc.record({ sources: fc.array(fc.record({ configMap: fc.record({ name }) }), { maxLength: 2 }) }),
  }),
);

/** A container as a resource or a patch writes it. */
export const container = fc.record(
  {
    name: fc.constantFrom("main", "side", "init"),
    image,
    args: fc.array(fc.constantFrom("--x", "$(SERVICE)", "$(LEVEL)"), { maxLength: 2 }),
    env: fc.uniqueArray(env, { maxLength: 2, selector: (entry) => entry.name }),
    envFrom: fc.array(fc.record({ configMapRef: fc.record({ name }) }), { maxLength: 1 }),
    ports: fc.uniqueArray(port, { maxLength: 2, selector: (entry) => `${entry.containerPort}${entry.protocol}` }),
  },
  { requiredKeys: ["name"] },
);

/** A pod's spec as a resource or a patch writes it. */
export const podSpec = fc.record(
  {
    containers: fc.uniqueArray(container, { maxLength: 2, selector: (entry) => entry.name }),
    initContainers: fc.uniqueArray(container, { maxLength: 1, selector: (entry) => entry.name }),
    volumes: fc.uniqueArray(volume, { maxLength: 2, selector: (entry) => entry.name }),
    serviceAccountName: name,
    tolerations: fc.array(fc.record({ key: name }), { maxLength: 2 }),
    imagePullSecrets: fc.uniqueArray(fc.record({ name }), { maxLength: 2, selector: (entry) => entry.name }),
  },
  { requiredKeys: [] },
);
const template = fc.record(
  { metadata: fc.record({ labels }, { requiredKeys: [] }), spec: podSpec },
  { requiredKeys: ["spec"] },
);

type Body = fc.Arbitrary<{ readonly [key: string]: Value | undefined }>;

const workload: Body = fc.record({
  spec: fc.record(
    { replicas: fc.nat(3), selector: fc.record({ matchLabels: labels }), template, serviceName: name },
    { requiredKeys: ["template"] },
  ),
});
const subject = fc.record(
  { kind: fc.constantFrom("ServiceAccount", "User"), name: fc.oneof(name, fc.constant("default")), namespace },
  { requiredKeys: ["kind", "name"] },
);
const binding: Body = fc.record({
  roleRef: fc.record({
    apiGroup: fc.constant("rbac.authorization.k8s.io"),
    kind: fc.constantFrom("Role", "ClusterRole"),
    name,
  }),
  subjects: fc.array(subject, { maxLength: 2 }),
});
const role: Body = fc.record({
  rules: fc.array(fc.record({ resources: fc.constant(["secrets"]), resourceNames: fc.array(name, { maxLength: 2 }) }), {
    maxLength: 2,
  }),
});
const rbac = "rbac.authorization.k8s.io/v1";

const bodies: readonly [apiVersion: string, kind: string, body: Body][] = [
  ["apps/v1", "Deployment", workload],
  ["apps/v1", "StatefulSet", workload],
  ["apps/v1", "DaemonSet", workload],
  [
    "batch/v1",
    "CronJob",
    fc.record({ spec: fc.record({ jobTemplate: fc.record({ spec: fc.record({ template }) }) }) }),
  ],
  ["v1", "Pod", fc.record({ spec: podSpec })],
  ["v1", "ConfigMap", fc.record({ data: seldom(2, texts) })],
  ["v1", "Secret", fc.record({ stringData: texts })],
  [
    "v1",
    "ServiceAccount",
    fc.record({ secrets: fc.uniqueArray(fc.record({ name }), { maxLength: 2, selector: (entry) => entry.name }) }),
  ],
  ["v1", "Service", fc.record({ spec: fc.record({ selector: labels, ports: fc.constant([{ port: 80 }]) }) })],
  ["v1", "PersistentVolumeClaim", fc.record({ spec: fc.record({ storageClassName: name, volumeName: name }) })],
  ["v1", "Namespace", fc.constant({})],
  [rbac, "Role", role],
  [rbac, "ClusterRole", role],
  [rbac, "RoleBinding", binding],
  [rbac, "ClusterRoleBinding", binding],
  [
    "networking.k8s.io/v1",
    "Ingress",
    fc.record({ spec: fc.record({ defaultBackend: fc.record({ service: fc.record({ name }) }) }) }),
  ],
  [
    "networking.k8s.io/v1",
    "NetworkPolicy",
    fc.record({ spec: fc.record({ podSelector: fc.record({ matchLabels: labels }) }) }),
  ],
  [
    "policy/v1",
    "PodDisruptionBudget",
    fc.record({ spec: fc.record({ selector: fc.record({ matchLabels: labels }) }) }),
  ],
  [
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    fc.record({ spec: fc.record({ scaleTargetRef: fc.record({ name }) }) }),
  ],
  [
    "admissionregistration.k8s.io/v1",
    "ValidatingWebhookConfiguration",
    fc.record({ webhooks: fc.constant([{ name: "a" }]), spec: fc.record({ service: fc.record({ name, namespace }) }) }),
  ],
  [
    "example.com/v1",
    "Widget",
    fc.record({ spec: members, list: fc.array(fc.record({ name, v: scalar }), { maxLength: 3 }) }),
  ],
  ["example.com/v2", "Widget", fc.record({ spec: members })],
];

const oneResource: fc.Arbitrary<RandomResource> = fc
  .oneof(
    ...bodies.map(([apiVersion, kind, body]) =>
      fc.record({ apiVersion: fc.constant(apiVersion), kind: fc.constant(kind), metadata, body }),
    ),
  )
  .map(({ apiVersion, kind, metadata, body }) => ({ apiVersion, kind, metadata, ...body }));

/** Up to four resources that do not clash with each other. */
export const resources: fc.Arbitrary<readonly RandomResource[]> = fc.uniqueArray(oneResource, {
  minLength: 1,
  maxLength: 4,
  selector: ({ apiVersion, kind, metadata }) =>
    `${apiVersion} ${kind} ${metadata.name} ${metadata.namespace ?? "default"}`,
});
