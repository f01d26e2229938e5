import type { Place, Problem } from "../model/problem.ts";
import { didYouMean } from "./did-you-mean.ts";
import { withoutCredentials } from "./without-credentials.ts";

export function deliveredNameTooLong(name: string, limit: number, place: Place | undefined): Problem {
  return {
    code: "DELIVERED_NAME_TOO_LONG",
    message: `"${name}" has ${name.length} characters; the controllers label objects with it, and a label value has at most ${limit}.`,
    hint: "Choose a shorter platform.name.",
    ...(place && { place }),
  };
}

/** `environments`: the two that have the name. */
export function platformNameShared(
  name: string,
  environments: readonly [string, string],
  place: Place | undefined,
): Problem {
  const both = environments.map((environment) => `environments/${environment}`).join(" and ");
  return {
    code: "PLATFORM_NAME_SHARED",
    message: `${both} are both named "${name}", for one controller and two clusters.`,
    hint: "Each would overwrite the other's Applications or Kustomizations: give each its own platform.name.",
    ...(place && { place }),
  };
}

export function repositoryUrlNotForFlux(url: string, place: Place | undefined): Problem {
  return {
    code: "REPOSITORY_URL_NOT_FOR_FLUX",
    message: `Flux does not read repositories over the protocol of ${withoutCredentials(url)}.`,
    hint: "Give delivery.repository.url as https://, http:// or ssh://.",
    ...(place && { place }),
  };
}

/** `HEAD`: Argo CD takes it for the default branch. */
export function revisionNotForFlux(revision: string, place: Place | undefined): Problem {
  return {
    code: "REVISION_NOT_FOR_FLUX",
    message: `Flux would look for a branch called ${revision}, which no repository has.`,
    hint: "Name the branch in delivery.repository.revision: main.",
    ...(place && { place }),
  };
}

export function componentNameReserved(name: string, file: string, place: Place): Problem {
  return {
    code: "COMPONENT_NAME_RESERVED",
    message: `A component may not be called "${name}": ${file} is the file of something else.`,
    hint: "Rename the component's folder and its name in component.yaml.",
    place,
  };
}

export function chartNotForRemoteFlux(component: string, place: Place | undefined): Problem {
  return {
    code: "CHART_NOT_FOR_REMOTE_FLUX",
    message: `${component} is a Helm chart, and the Flux that installs charts is not in the cluster of delivery.flux.kubeConfigSecret.`,
    hint: "Run Flux in that cluster, deliver with Argo CD, or install the chart yourself and set `existing: true` here.",
    ...(place && { place }),
  };
}

/** `object`: its kind and name. */
export function chartKindTooEarly(component: string, object: string, place: Place | undefined): Problem {
  return {
    code: "CHART_KIND_TOO_EARLY",
    message: `${object} is of a kind that the chart of ${component} defines, and would be applied together with it: Flux would apply neither.`,
    hint: `Put it into another component, which then syncs after ${component}.`,
    ...(place && { place }),
  };
}

export function keptKindUnknown(kind: string, known: Iterable<string>, place: Place | undefined): Problem {
  return {
    code: "KEPT_KIND_UNKNOWN",
    message: `Nothing is of the kind "${kind}", of which delivery.keepOnPrune would keep objects.${didYouMean(kind, known)}`,
    hint: "Kinds are written as in manifests, in the singular: PersistentVolumeClaim.",
    ...(place && { place }),
  };
}
