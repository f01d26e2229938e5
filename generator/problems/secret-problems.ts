import type { Place, Problem } from "../model/problem.ts";
import type { Path } from "../model/value.ts";
import { didYouMean } from "./did-you-mean.ts";
import { writePath } from "./write-path.ts";

/** Problems of credentials: where they come from, and where they may not stand. */

/** `secret`: its kind, namespace and name. */
export function secretLacksKeys(
  secret: string,
  keys: readonly string[],
  needed: { readonly component: string; readonly reason: string },
  place: Place | undefined,
): Problem {
  return {
    code: "SECRET_LACKS_KEYS",
    message: `${secret} has no ${keys.join(", ")}, which ${needed.component} reads.`,
    hint: `${needed.component}: ${needed.reason}`,
    ...(place && { place }),
  };
}

/** `needed.secret` is `namespace/name`. */
export function secretNotMade(
  needed: {
    readonly secret: string;
    readonly keys: readonly string[];
    readonly component: string;
    readonly reason: string;
  },
  by: { readonly provider: "sops" | "sealed-secrets"; readonly environment: string; readonly name: string },
  place: Place | undefined,
): Problem {
  const folder = `environments/${by.environment}/${needed.component}`;
  const file =
    by.provider === "sops"
      ? `Encrypt it as ${folder}/secrets/${by.name}.yaml`
      : `Seal it as ${folder}/resources/${by.name}.yaml`;
  return {
    code: "SECRET_NOT_MADE",
    message: `No layer has the Secret ${needed.secret} (${needed.keys.join(", ")}) that ${needed.component} needs. ${needed.reason}`,
    hint: `${file}, or list it in secrets.existing if something else makes it.`,
    ...(place && { place }),
  };
}

export function secretUnknown(secret: string, known: Iterable<string>, place: Place | undefined): Problem {
  return {
    code: "SECRET_UNKNOWN",
    message: `No component that is on needs a Secret ${secret}.${didYouMean(secret, known)}`,
    hint: "`list --env <name> --expectations` shows those that are needed.",
    ...(place && { place }),
  };
}

export function secretMadeOtherwise(secret: string, place: Place | undefined): Problem {
  return {
    code: "SECRET_MADE_OTHERWISE",
    message: `The Secret ${secret} is made by an object of a layer or component, whatever is set here.`,
    hint: "Remove the setting, or the object; `list --env <name> --expectations` shows which it is.",
    ...(place && { place }),
  };
}

export function secretOfOperator(secret: string, place: Place | undefined): Problem {
  return {
    code: "SECRET_OF_OPERATOR",
    message: `External Secrets Operator cannot fetch the Secret ${secret}: it needs it itself.`,
    hint: "Remove the entry, and put the Secret into the cluster before the first sync.",
    ...(place && { place }),
  };
}

export function storeMissing(place: Place | undefined): Problem {
  return {
    code: "STORE_MISSING",
    message: "The ExternalSecrets need a store to read from.",
    hint: "Name it: secrets.externalSecrets.store: { name: ... }. It is a ClusterSecretStore unless its `kind` says otherwise.",
    ...(place && { place }),
  };
}

/** `fault` completes "is no Secret that sops has encrypted:". */
export function secretNotEncrypted(fault: string, place: Place): Problem {
  return {
    code: "SECRET_NOT_ENCRYPTED",
    message: `This is no Secret that sops has encrypted: ${fault}.`,
    hint: `sops encrypt --encrypted-regex '^(data|stringData)$' --in-place ${place.file}; if it was committed in plain text, change the credential too.`,
    place,
  };
}

export function secretMisplaced(place: Place): Problem {
  return {
    code: "SECRET_MISPLACED",
    message: "This Secret is encrypted by sops, and would be printed anew.",
    hint: "Move the file to a folder secrets/ beside resources/: there it is delivered byte for byte.",
    place,
  };
}

export function sopsNotConfigured(place: Place): Problem {
  return {
    code: "SOPS_NOT_CONFIGURED",
    message: "Nothing would decrypt this file: secrets.provider is not sops.",
    hint: "Set secrets.provider: sops, or remove the file.",
    place,
  };
}

export function argocdCannotDecrypt(place: Place | undefined): Problem {
  return {
    code: "ARGOCD_CANNOT_DECRYPT",
    message: "Argo CD does not decrypt: it would apply the encrypted texts as if they were the credentials.",
    hint: "Install KSOPS in its repo-server and set secrets.sops.argocd: ksops, deliver with Flux, or use external-secrets or sealed-secrets.",
    ...(place && { place }),
  };
}

/** `credential`: what it is called there, as `MYSQL_PASSWORD`; `object`: its kind, namespace and name. */
export function plainCredential(credential: readonly string[], object: string, place: Place | undefined): Problem {
  return {
    code: "PLAIN_CREDENTIAL",
    message: `${object} has a credential in plain text: ${credential.join(", ")}.`,
    hint: "What is in git is no secret: refer to a Secret instead, and let secrets.provider say where that comes from. Only platform.purpose: evaluation may have such.",
    ...(place && { place }),
  };
}

/** Of an object that upstream ships. */
export function demoCredential(
  credential: readonly string[],
  object: string,
  component: string,
  place: Place | undefined,
): Problem {
  return {
    code: "DEMO_CREDENTIAL",
    message: `${component} would be delivered with a credential that upstream publishes: ${credential.join(", ")} of ${object}.`,
    hint: `Take it out by a patch of ${component} and state the Secret in its expectations, turn ${component} off, or set platform.purpose: evaluation.`,
    ...(place && { place }),
  };
}

export function credentialInValues(path: Path, place: Place): Problem {
  return {
    code: "CREDENTIAL_IN_VALUES",
    message: `${writePath(path)} is a credential in plain text.`,
    hint: "Values are committed. Write a reference, such as $NAME in a connector of Dex, and keep the credential in a Secret.",
    place,
  };
}
