import { mapAt, textAt } from "../../facts/value-at.ts";
import type { Value, ValueMap } from "../../model/value.ts";

/** Where `kubectl apply` keeps the whole object as it was applied, values and all: what was read back from a cluster has it. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * In words, what keeps a document from being a Secret whose values sops has encrypted and whose identity it has left readable; undefined for
 * one that is. The form is that of getsops/sops stores/yaml/store.go: `sops.mac` over all values, and each of them as `ENC[…]`.
 */
export function encryptionFault(document: Value | undefined): string | undefined {
  const object = (document ?? null) as ValueMap | null;
  if (textAt(object ?? undefined, ["kind"]) !== "Secret" || textAt(object ?? undefined, ["apiVersion"]) !== "v1") {
    return "apiVersion and kind are not v1 and Secret";
  }
  const { name, namespace } = mapAt(object ?? undefined, ["metadata"]) ?? {};
  if (typeof name !== "string" || typeof namespace !== "string") return "metadata has no name and namespace";
  if (isEncrypted(name) || isEncrypted(namespace)) return "its name and namespace are encrypted too";
  if (!isEncrypted(textAt(object ?? undefined, ["sops", "mac"]))) return "it has no sops.mac";
  const { [LAST_APPLIED]: applied = "" } = mapAt(object ?? undefined, ["metadata", "annotations"]) ?? {};
  if (applied !== "" && !isEncrypted(applied))
    return `its annotation ${LAST_APPLIED} repeats what was applied in plain text; remove it`;
  const plain = ["data", "stringData"].flatMap((field) =>
    Object.entries(mapAt(object ?? undefined, [field]) ?? {})
      // sops leaves an empty text as it is.
      .filter(([, value]) => value !== "" && !isEncrypted(value))
      .map(([key]) => `${field}.${key}`),
  );
  return plain.length > 0 ? `${plain.join(", ")} in plain text` : undefined;
}

function isEncrypted(value: Value | undefined): boolean {
  return typeof value === "string" && value.startsWith("ENC[");
}
