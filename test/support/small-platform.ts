import type { OrderedComponent } from "../../generator/model/platform.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { fakeComponent, fakeObject } from "./fake-platform.ts";

const WEBHOOK_SERVICE = { service: { name: "webhook", namespace: "serving" } };
const CRD = { group: "serving.example.com", names: { kind: "Model", plural: "models" }, scope: "Namespaced" };
const fromCertManager = (name: string): ValueMap => ({
  name,
  annotations: { "cert-manager.io/inject-ca-from": "serving/webhook" },
});

/** Three components in a chain with one of everything for which delivery has a rule. */
export const SMALL_PLATFORM: readonly OrderedComponent[] = [
  fakeComponent({
    name: "namespaces",
    objects: [fakeObject("v1", "Namespace", "serving"), fakeObject("v1", "Namespace", "mesh")],
  }),
  fakeComponent({
    name: "mesh",
    depth: 1,
    on: ["namespaces"],
    objects: [
      fakeObject("apps/v1", "Deployment", "mesh/control.plane", { spec: { replicas: 2, template: {} } }),
      fakeObject("apps/v1", "DaemonSet", "kube-system/node-agent", { spec: { template: {} } }),
      fakeObject("v1", "Service", "mesh/control-plane"),
      fakeObject("v1", "Secret", "mesh/ca"),
      fakeObject("autoscaling/v2", "HorizontalPodAutoscaler", "mesh/control-plane", {
        spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "control.plane" } },
      }),
      fakeObject("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "mesh-validator", {
        webhooks: [{ name: "validate.mesh.example.com", failurePolicy: "Ignore", clientConfig: WEBHOOK_SERVICE }],
      }),
    ],
  }),
  fakeComponent({
    name: "serving",
    title: "Serving",
    depth: 2,
    on: ["mesh"],
    reason: "its pods get their proxy from the webhook there",
    objects: [
      fakeObject("apiextensions.k8s.io/v1", "CustomResourceDefinition", "models.serving.example.com", {
        metadata: fromCertManager("models.serving.example.com"),
        spec: {
          ...CRD,
          versions: [{ name: "v1", served: true }],
          conversion: { strategy: "Webhook", webhook: { clientConfig: WEBHOOK_SERVICE } },
        },
      }),
      fakeObject("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "serving.example.com", {
        metadata: fromCertManager("serving.example.com"),
        webhooks: [
          { name: "models.serving.example.com", clientConfig: WEBHOOK_SERVICE },
          { name: "pods.serving.example.com", clientConfig: WEBHOOK_SERVICE },
        ],
      }),
      fakeObject("rbac.authorization.k8s.io/v1", "ClusterRole", "serving-admin", { aggregationRule: {}, rules: [] }),
      fakeObject("rbac.authorization.k8s.io/v1", "ClusterRole", "serving-view", { rules: [] }),
      fakeObject("serving.example.com/v1", "Model", "serving/default"),
      fakeObject("v1", "PersistentVolumeClaim", "serving/models"),
    ],
  }),
];
