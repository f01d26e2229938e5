import { apiGroup } from "../../facts/object-key.ts";
import { listAt, mapAt, textAt } from "../../facts/value-at.ts";
import type { SecretMaker } from "../../model/expectation.ts";
import type { Place } from "../../model/problem.ts";
import { isMap, type Value, type ValueMap } from "../../model/value.ts";
import type { Rendered } from "../rendered-addition.ts";

/** A Secret that comes of an object which a layer or a component adds. */
export interface FoundSecret {
  readonly namespace: string;
  readonly name: string;
  /** Undefined where the object does not tell. */
  readonly keys: readonly string[] | undefined;
  readonly by: SecretMaker["kind"];
  readonly place: Place | undefined;
}

/** The Secrets that these additions are, or that a controller makes of them. */
export function madeSecrets(additions: readonly Rendered[]): readonly FoundSecret[] {
  return additions.flatMap((each) => {
    if (each.kind !== "resource" && each.kind !== "encrypted") return [];
    const { object, place } = each;
    const form = FORMS[`${apiGroup(textAt(object, ["apiVersion"]) ?? "")}/${textAt(object, ["kind"])}`];
    const made = form?.(object);
    if (made === undefined) return [];
    const by = each.kind === "encrypted" ? "sops" : made.by;
    return [{ ...made, by, namespace: textAt(object, ["metadata", "namespace"]) ?? "", place }];
  });
}

type Made = Pick<FoundSecret, "name" | "keys" | "by">;

/** By `group/Kind`. */
const FORMS: Readonly<Record<string, (object: ValueMap) => Made | undefined>> = {
  "/Secret": (object) => ({
    by: "Secret",
    name: nameOf(object),
    keys: [...keysOf(object, "data"), ...keysOf(object, "stringData")],
  }),
  // pkg/apis/sealedsecrets/v1alpha1/types.go of bitnami-labs/sealed-secrets: the Secret has the name of the SealedSecret.
  "bitnami.com/SealedSecret": (object) => ({
    by: "SealedSecret",
    name: nameOf(object),
    keys: [...keysOf(object, "spec", "encryptedData"), ...keysOf(object, "spec", "template", "data")],
  }),
  // apis/externalsecrets/v1/externalsecret_types.go of external-secrets/external-secrets
  "external-secrets.io/ExternalSecret": (object) => {
    const spec = object["spec"];
    const isOpen = [...listAt(spec, ["dataFrom"]), ...listAt(spec, ["target", "template", "templateFrom"])].length > 0;
    const templated = keysOf(object, "spec", "target", "template", "data");
    const fetched = listAt(spec, ["data"]).flatMap((entry: Value) => textAt(entry, ["secretKey"]) ?? []);
    return {
      by: "ExternalSecret",
      name: textAt(spec, ["target", "name"]) ?? nameOf(object),
      keys: isOpen ? undefined : templated.length > 0 ? templated : fetched,
    };
  },
  // pkg/apis/certmanager/v1/types_certificate.go of cert-manager/cert-manager
  "cert-manager.io/Certificate": (object) => {
    const spec = object["spec"];
    const name = textAt(spec, ["secretName"]);
    const hasMore =
      isMap(spec ?? null) && ["additionalOutputFormats", "keystores"].some((field) => field in (spec as ValueMap));
    return name === undefined
      ? undefined
      : { by: "Certificate", name, keys: hasMore ? undefined : ["ca.crt", "tls.crt", "tls.key"] };
  },
};

function nameOf(object: ValueMap): string {
  return textAt(object, ["metadata", "name"]) ?? "";
}

function keysOf(object: ValueMap, ...path: readonly string[]): readonly string[] {
  return Object.keys(mapAt(object, path) ?? {});
}
