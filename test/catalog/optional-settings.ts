import type { ValueMap } from "../../generator/model/value.ts";

/** The components that upstream's distribution does not have, each with what it cannot be without. */
export const OPTIONAL: Readonly<Record<string, ValueMap>> = {
  "argo-workflows-ui": {},
  "external-secrets": { pods: 2 },
  flyte: {
    database: { host: "postgres.example.com", tls: "verify", login: { username: "flyte" } },
    objectStore: { bucket: "flyte", endpoint: "http://s3" },
  },
  kyverno: { admission: { pods: 3 } },
  "kyverno-policies": { copies: [{ kind: "Secret", namespace: "kubeflow", name: "a", keys: ["b"] }] },
  mariadb: { pods: 3, databases: [{ name: "a_b", passwordSecret: { name: "a", key: "b" } }] },
  "mariadb-operator": {},
  mlflow: {
    database: { engine: "postgres", host: "postgres.example.com", tls: "require" },
    objectStore: { bucket: "mlflow" },
  },
  monitoring: { labels: { release: "prometheus" } },
  "trust-bundles": { bundles: [{ name: "a", sources: [{ publicAuthorities: true }] }] },
  "trust-manager": { pods: 2 },
};
