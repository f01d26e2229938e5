import type { Condition } from "../model/condition.ts";
import type { Place, Problem } from "../model/problem.ts";
import type { Path, Value } from "../model/value.ts";
import { didYouMean } from "./did-you-mean.ts";

export function unknownRelease(name: string, known: readonly string[], place?: Place): Problem {
  return {
    code: "UNKNOWN_RELEASE",
    message: `There is no Kubeflow release "${name}" in the catalog.${didYouMean(name, known)}`,
    hint: `Each file in components/releases is one release: ${known.join(", ")}.`,
    ...(place && { place }),
  };
}

export function componentNotInRelease(
  component: string,
  release: string,
  releases: readonly string[],
  place: Place,
): Problem {
  return {
    code: "COMPONENT_NOT_IN_RELEASE",
    message: `Kubeflow ${release} has no ${component}.`,
    hint: releases.length === 0 ? "No release of the catalog has it." : `It is in ${releases.join(", ")}.`,
    place,
  };
}

/** `value` is what says that nothing would use it. */
export function componentOfNoUse(
  { name, when }: { readonly name: string; readonly when: Condition },
  value: Path,
  decided: Place,
  place: Place,
): Problem {
  const wanted = when.find(({ path }) => path === value)?.is;
  return {
    code: "COMPONENT_OF_NO_USE",
    message: `Nothing would use ${name}: that needs ${value.join(".")} to be ${wanted}.`,
    hint: `Leave components.${name}.enabled out, or change ${value.join(".")} at ${decided.file}:${decided.line}.`,
    place,
  };
}

export function partNotInRelease(component: string, part: string, release: string, place: Place): Problem {
  return {
    code: "PART_NOT_IN_RELEASE",
    message: `The file of release ${release} does not say where the part "${part}" of ${component} lies.`,
    hint: `Add components.${component}.parts.${part} to components/releases/${release}.yaml; null where the release has no such part.`,
    place,
  };
}

export function variantNotInRelease(
  component: string,
  variant: string,
  known: { readonly variants: readonly string[]; readonly releases: readonly string[] },
  release: string,
  place: Place,
): Problem {
  const elsewhere = known.releases.length === 0 ? "" : ` ${known.releases.join(", ")} have "${variant}".`;
  return {
    code: "VARIANT_NOT_IN_RELEASE",
    message: `Kubeflow ${release} has no variant "${variant}" of ${component}.`,
    hint: `It has ${known.variants.join(", ")}.${elsewhere}`,
    place,
  };
}

/** `since` and `until`: the first and the last release that have the setting. `usual`: what asks for nothing, for who inherits more. */
export function settingNotInRelease(
  {
    path,
    since,
    until,
  }: { readonly path: Path; readonly since: string | undefined; readonly until: string | undefined },
  release: string,
  usual: Value,
  place: Place,
): Problem {
  const range = [since && `from ${since}`, until && `until ${until}`].filter((each) => each !== undefined);
  return {
    code: "SETTING_NOT_IN_RELEASE",
    message: `Kubeflow ${release} has nothing that ${path.join(".")} could change.`,
    hint: `The setting works ${range.join(" ")}: leave it out, write ${JSON.stringify(usual)} where an environment that is extended says otherwise, or change platform.release.`,
    place,
  };
}

/** `condition`: what another setting would have to be; null, not there. */
export function settingUnread(
  setting: Path,
  condition: { readonly path: Path; readonly choices: readonly unknown[] },
  place: Place,
): Problem {
  const [chooser, choices] = [condition.path.join("."), condition.choices.join(" or ")];
  const mustBeAbsent = condition.choices.includes(null);
  return {
    code: "SETTING_UNREAD",
    message: `Nothing reads ${setting.join(".")}: ${mustBeAbsent ? `there is ${chooser}` : `${chooser} is not ${choices}`}.`,
    hint: mustBeAbsent ? "Leave one of the two out." : `Set ${chooser}: ${choices}, or leave it out.`,
    place,
  };
}

export function factsMissing(path: string, release: string, place: Place): Problem {
  return {
    code: "FACTS_MISSING",
    message: `It is not recorded what ${path} renders at release ${release}.`,
    hint: `Record it: npm run facts -- --release ${release}`,
    place,
  };
}

export function twoProviders(capability: string, components: readonly string[], place: Place): Problem {
  return {
    code: "TWO_PROVIDERS",
    message: `${components.join(" and ")} both provide ${capability}.`,
    hint: "Turn one of them off.",
    place,
  };
}

/** `isExternal`: TLS ends in front of the gateway. */
export function redirectWithoutTls(isExternal: boolean, place: Place): Problem {
  return {
    code: "REDIRECT_WITHOUT_TLS",
    message: isExternal
      ? "The gateway would send every request to HTTPS, again and again: it does not know which came by HTTPS."
      : "The gateway would send every request to HTTPS, which it does not speak.",
    hint: isExternal
      ? "Leave the redirect to what ends TLS, or say in gateway.trustedProxies that it sends X-Forwarded-Proto."
      : "Say in gateway.tls.mode where TLS ends, or set gateway.httpsRedirect: false.",
    place,
  };
}

/** `what` is made for names: `a certificate`. */
export function hostNameMissing(what: string, place: Place): Problem {
  return {
    code: "HOST_NAME_MISSING",
    message: `There is no host to make ${what} for: gateway.hosts is "*" alone.`,
    hint: "Name the hosts by which users reach the platform: [kubeflow.example.com].",
    place,
  };
}

export function eksIssuerMissing(place: Place): Problem {
  return {
    code: "EKS_ISSUER_MISSING",
    message: "Tokens of an EKS cluster cannot be checked without its issuer.",
    hint: "Set identity.eksIssuer: `aws eks describe-cluster --query cluster.identity.oidc.issuer` prints it.",
    place,
  };
}

export function profileWithoutOwner(profile: string, place: Place): Problem {
  return {
    code: "PROFILE_WITHOUT_OWNER",
    message: `The profile ${profile} has no owner.`,
    hint: "Set owner in it, or profileDefaults.owner for all that have none of their own.",
    place,
  };
}

/** `missing`: `defaultRequest.cpu`. */
export function quotaWithoutDefault(limit: string, profile: string, missing: string, place: Place): Problem {
  return {
    code: "QUOTA_WITHOUT_DEFAULT",
    message: `A quota of ${limit} refuses pods of ${profile} whose containers do not say how much they take.`,
    hint: `Say it for them with limitRange.${missing}, in profileDefaults or in the profile.`,
    place,
  };
}

export function userNotLowercase(user: string, place: Place): Problem {
  return {
    code: "USER_NOT_LOWERCASE",
    message: `Nobody is known as "${user}": identity.lowercaseUsers makes all names lower case.`,
    hint: `Write ${user.toLowerCase()}.`,
    place,
  };
}

export function unknownUserGroup(group: string, known: readonly string[], place: Place): Problem {
  return {
    code: "UNKNOWN_USER_GROUP",
    message: `There is no group "${group}" in userGroups.${didYouMean(group, known)}`,
    hint: known.length === 0 ? "Define it there, with its users." : `There are ${known.join(", ")}.`,
    place,
  };
}

export function ownIssuerMissing(setting: "issuer" | "clientId", place: Place): Problem {
  const missing = { issuer: "which issuer that is", clientId: "as which of its clients" }[setting];
  const what = {
    issuer: "the URL that its discovery document names as `issuer`.",
    clientId: "the id that it gave the platform. Tokens for its other clients are refused.",
  }[setting];
  return {
    code: "OWN_ISSUER_MISSING",
    message: `Users log in at an issuer of yours, but it is not said ${missing}.`,
    hint: `Set identity.${setting}: ${what}`,
    place,
  };
}

export function objectStoreUnusable(message: string, place: Place): Problem {
  return {
    code: "OBJECT_STORE_UNUSABLE",
    message,
    hint: "docs/object-store.md says what an external store needs.",
    place,
  };
}

/** A profile would take over a namespace that is not a team's. */
export function profileNamespaceTaken(profile: string, place: Place | undefined): Problem {
  return {
    code: "PROFILE_NAMESPACE_TAKEN",
    message: `The profile "${profile}" would have a namespace that is the platform's or the cluster's own.`,
    hint: "Give the profile another name: its namespace has the same one.",
    ...(place && { place }),
  };
}

/** Said of the pods of a component that the platform does not deliver. */
export function existingSettingUnread(component: string, setting: string, place: Place | undefined): Problem {
  return {
    code: "EXISTING_SETTING_UNREAD",
    message: `Nothing reads components.${component}.${setting}: the cluster already has ${component}.`,
    hint: "Leave it out, or set it where the component comes from. Objects of your own belong to a component that is delivered.",
    ...(place && { place }),
  };
}

/** A text that has the form of a URL, and names no host that there can be. */
export function addressInvalid(setting: string, address: string, place: Place | undefined): Problem {
  return {
    code: "ADDRESS_INVALID",
    message: `${setting} is no address that a program can use: ${JSON.stringify(address)}.`,
    hint: "Write the host as a name that does not end in a number, or as an IP address.",
    ...(place && { place }),
  };
}
