import { chartObjects } from "../facts/chart-objects.ts";
import { kindKey } from "../facts/object-key.ts";
import { BUILT_IN_CLUSTER_SCOPED_KINDS } from "../model/cluster-scoped-kinds.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import {
  chartKindTooEarly,
  chartNotForRemoteFlux,
  componentNameReserved,
  deliveredNameTooLong,
  keptKindUnknown,
  repositoryUrlNotForFlux,
  revisionNotForFlux,
} from "../problems/deliver-problems.ts";
import { deliveredName } from "./delivered-name.ts";
import { fluxRepositoryUrl } from "./flux-repository-url.ts";

/** Length of a label value: Flux writes a Kustomization's name on every object as one, Argo CD where it tracks by label. */
const LONGEST_LABEL = 63;

/** What a controller would refuse of the objects that `deliverPlatform` makes. */
export function checkDelivery(platform: Platform, components: readonly OrderedComponent[]): readonly Problem[] {
  return [
    ...reservedNames(components),
    ...tooLongNames(platform, components),
    ...unreadableRepository(platform),
    ...remoteCharts(platform, components),
    ...objectsBeforeChart(platform, components),
    ...unknownKeptKinds(platform, components),
  ];
}

/**
 * `sync/project.yaml` is the AppProject, and with a `sync/kustomization.yaml` the controllers would build the folder by it alone. The rule holds
 * for both controllers, so that an environment can change over.
 */
function reservedNames(components: readonly OrderedComponent[]): readonly Problem[] {
  return components
    .filter(({ component }) => component.name === "project" || component.name === "kustomization")
    .map(({ component: { name, place } }) => componentNameReserved(name, `sync/${name}.yaml`, place));
}

function tooLongNames(platform: Platform, components: readonly OrderedComponent[]): readonly Problem[] {
  const place = platform.locate(["platform", "name"]);
  const names = components.map(({ component }) => deliveredName(platform, component.name));
  // They differ in their ends: with the longest the others fit, too.
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a), "");
  return longest.length > LONGEST_LABEL ? [deliveredNameTooLong(longest, LONGEST_LABEL, place)] : [];
}

/** The protocols and references of the GitRepository schema (fluxcd/source-controller api/v1/gitrepository_types.go). */
function unreadableRepository({ values, locate }: Platform): readonly Problem[] {
  const { controller, flux, repository } = values.delivery;
  if (controller !== "flux" || flux.artifact !== undefined) return [];
  const { url, revision } = repository;
  const isServed = /^(https?|ssh):\/\//.test(fluxRepositoryUrl(url));
  // Git makes no branch of these names (gitrevisions): they are what is checked out.
  const isNamed = revision !== "HEAD" && revision !== "@";
  return [
    ...(isServed ? [] : [repositoryUrlNotForFlux(url, locate(["delivery", "repository", "url"]))]),
    ...(isNamed ? [] : [revisionNotForFlux(revision, locate(["delivery", "repository", "revision"]))]),
  ];
}

/** A HelmRelease is one object of the component's folder, and would be applied to a cluster in which no Flux reads it. */
function remoteCharts({ values, locate }: Platform, components: readonly OrderedComponent[]): readonly Problem[] {
  const { controller, flux } = values.delivery;
  if (controller !== "flux" || flux.kubeConfigSecret === undefined) return [];
  return components
    .filter(({ component }) => component.chart !== undefined)
    .map(({ component }) => chartNotForRemoteFlux(component.name, locate(["components", component.name, "enabled"])));
}

/**
 * kustomize-controller applies a folder only if the API server knows every kind in it (fluxcd/pkg ssa/manager_apply.go, ApplyAll): a HelmRelease
 * beside an object of a kind that its chart defines would never be applied. Argo CD tries again.
 */
function objectsBeforeChart({ values, locate }: Platform, components: readonly OrderedComponent[]): readonly Problem[] {
  if (values.delivery.controller !== "flux") return [];
  return components.flatMap(({ component, objects }) =>
    objects
      .filter((object) => component.chart?.defines.has(kindKey(object)))
      .map(({ kind, name }) =>
        chartKindTooEarly(component.name, `${kind} ${name}`, locate(["components", component.name, "enabled"])),
      ),
  );
}

/** A kind in `delivery.keepOnPrune` that nothing has, delivered or off, is misspelt: what it was to keep would be deleted. */
function unknownKeptKinds(platform: Platform, components: readonly OrderedComponent[]): readonly Problem[] {
  const { keepOnPrune } = platform.values.delivery;
  const known = knownKinds(platform, components);
  return keepOnPrune.flatMap((kind, index) =>
    known.has(kind) ? [] : [keptKindUnknown(kind, known, platform.locate(["delivery", "keepOnPrune", index]))],
  );
}

function knownKinds({ components, absent }: Platform, ordered: readonly OrderedComponent[]): ReadonlySet<string> {
  const objects: readonly ObjectFacts[] = [
    ...ordered.flatMap((each) => each.objects),
    // What patches take out may come back.
    ...components.flatMap(({ parts }) => parts.flatMap((part) => part.objects)),
    ...absent.flatMap((each) => each.objects),
    ...[...components, ...absent].flatMap(({ component }) => chartObjects(component.chart)),
  ];
  return new Set([
    ...objects.flatMap(({ kind, customResource }) => [kind, ...(customResource ? [customResource.kind] : [])]),
    ...[...BUILT_IN_CLUSTER_SCOPED_KINDS].map((key) => key.slice(key.lastIndexOf("/") + 1)),
  ]);
}
