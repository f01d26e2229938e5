import type { ObjectFacts, WebhookFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";
import { labelSelector } from "./label-selector.ts";
import { listAt, mapAt, textAt, textMapAt, textsAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

const WEBHOOK_CONFIGURATIONS: ReadonlySet<string> = new Set([
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
]);

/** The webhooks of a webhook configuration, in order; undefined for any other kind. `key` is the object's `group/Kind`. */
export function webhookFacts(key: string, object: ValueMap): readonly WebhookFacts[] | undefined {
  return WEBHOOK_CONFIGURATIONS.has(key) ? listAt(object, ["webhooks"]).map(oneWebhook) : undefined;
}

/**
 * Who writes the CA bundles of a webhook configuration, or of a CustomResourceDefinition that converts by webhook: cert-manager's injector
 * where a working annotation asks it to, a controller where a bundle is missing, and nobody where all of them are in the manifest.
 */
export function caFrom(key: string, object: ValueMap): ObjectFacts["caFrom"] {
  const bundles = clientConfigs(key, object);
  if (bundles.length === 0) return undefined;
  if (isInjectedByCertManager(object)) return "injector";
  return bundles.every(hasOwnTrust) ? undefined : "controller";
}

function oneWebhook(webhook: Value): WebhookFacts {
  const rules = listAt(webhook, ["rules"]);
  return withoutAbsent<WebhookFacts>({
    name: textAt(webhook, ["name"]) ?? "",
    // The default of admissionregistration.k8s.io/v1; v1beta1, whose default was Ignore, is gone since Kubernetes 1.22.
    failurePolicy: textAt(webhook, ["failurePolicy"]) === "Ignore" ? "Ignore" : "Fail",
    operations: [...new Set(rules.flatMap((rule) => textsAt(rule, ["operations"])))],
    resources: [...new Set(rules.flatMap(expandRule))],
    namespaceSelector: labelSelector(webhook, ["namespaceSelector"]),
    objectSelector: labelSelector(webhook, ["objectSelector"]),
  });
}

function expandRule(rule: Value): readonly string[] {
  const resources = textsAt(rule, ["resources"]);
  return textsAt(rule, ["apiGroups"]).flatMap((group) => resources.map((resource) => `${group}/${resource}`));
}

function clientConfigs(key: string, object: ValueMap): readonly ValueMap[] {
  if (WEBHOOK_CONFIGURATIONS.has(key)) {
    return listAt(object, ["webhooks"]).map((webhook) => mapAt(webhook, ["clientConfig"]) ?? {});
  }
  const conversion = mapAt(object, ["spec", "conversion", "webhook"]);
  const converts = key === "apiextensions.k8s.io/CustomResourceDefinition" && conversion !== undefined;
  return converts ? [mapAt(conversion, ["clientConfig"]) ?? {}] : [];
}

/**
 * The annotations that cert-manager's CA injector reads, naming a Certificate or a Secret as `namespace/name`. JobSet ships one whose value is
 * an unresolved `$(CERTIFICATE_NAMESPACE)/$(CERTIFICATE_NAME)`: it names nothing, and JobSet's controller writes the bundle itself.
 */
const CA_OBJECT_ANNOTATIONS = ["cert-manager.io/inject-ca-from", "cert-manager.io/inject-ca-from-secret"];
const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

function isInjectedByCertManager(object: ValueMap): boolean {
  const annotations = textMapAt(object, ["metadata", "annotations"]);
  return (
    CA_OBJECT_ANNOTATIONS.some((name) => OBJECT_NAME.test(annotations[name] ?? "")) ||
    annotations["cert-manager.io/inject-apiserver-ca"] === "true"
  );
}

/** A certificate in the manifest; `Cg==`, a line break, is what code generators put where a controller writes one. */
function hasOwnTrust(clientConfig: ValueMap): boolean {
  const bundle = textAt(clientConfig, ["caBundle"]) ?? "";
  return textAt(clientConfig, ["url"]) !== undefined || !["", "Cg==", "Cgo="].includes(bundle.trim());
}
