import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import {
  componentsProject,
  componentsProjectName,
  destinationCluster,
  OWN_CLUSTER,
  rootProject,
  rootProjectName,
} from "./app-projects.ts";
import { applicationHealth } from "./application-health.ts";
import { applicationSources, folderSource, refreshPath } from "./application-sources.ts";
import { deletesWithComponent } from "./deletes-with-component.ts";
import { deliveredName, deliveryLabels } from "./delivered-name.ts";
import { driftRules, scaledWorkloads } from "./drift-rules.ts";
import { homeNamespace } from "./home-namespace.ts";
import { ignoreDifferences } from "./ignore-differences.ts";
import { serves } from "./served-fields.ts";

/** Distance of neighbouring sync waves: room for a person's own Applications between ours. */
const WAVE_DISTANCE = 10;

/**
 * Argo CD's objects: bootstrap.yaml has the root Application with its project, and the health check on which waves between Applications
 * rest; sync/ has the project of the components and one Application each.
 */
export function deliverToArgocd(
  platform: Platform,
  components: readonly OrderedComponent[],
): ReadonlyMap<string, readonly ValueMap[]> {
  const everything = components.flatMap(({ objects }) => objects);
  const scaled = scaledWorkloads(everything);
  const health = platform.values.delivery.argocd.applicationHealth ? [applicationHealth(platform)] : [];
  return new Map([
    ["bootstrap.yaml", [...health, rootProject(platform), rootApplication(platform)]],
    ["sync/project.yaml", [componentsProject(platform, components)]],
    ...components.map((each): [string, ValueMap[]] => [
      `sync/${each.component.name}.yaml`,
      [componentApplication(platform, each, everything, scaled)],
    ]),
  ]);
}

/** Syncs the folder sync/. Deleting it deletes no other Application: it has no finalizer. */
function rootApplication(platform: Platform): ValueMap {
  const { argocd } = platform.values.delivery;
  return application(platform, {
    metadata: {
      name: platform.values.platform.name,
      namespace: argocd.namespace,
      labels: deliveryLabels(platform),
      annotations: annotations("."),
    },
    project: rootProjectName(platform),
    sources: { source: folderSource(platform, "sync") },
    destination: { server: OWN_CLUSTER, namespace: argocd.namespace },
    // No ApplyOutOfSyncOnly: it would leave Applications of earlier waves out of a repeated sync, and later ones would not wait for them.
    syncOptions: ["ServerSideApply=true", "PruneLast=true", "FailOnSharedResource=true"],
  });
}

function componentApplication(
  platform: Platform,
  ordered: OrderedComponent,
  everything: readonly ObjectFacts[],
  scaled: ReadonlySet<string>,
): ValueMap {
  const { component, depth, objects } = ordered;
  const { argocd } = platform.values.delivery;
  const differences = ignoreDifferences(driftRules(objects, scaled));
  return application(platform, {
    metadata: {
      name: deliveredName(platform, component.name),
      namespace: argocd.namespace,
      labels: deliveryLabels(platform, component.name),
      annotations: {
        "argocd.argoproj.io/sync-wave": String(depth * WAVE_DISTANCE),
        ...annotations(refreshPath(platform, component)),
      },
      ...(deletesWithComponent(platform, ordered) && { finalizers: ["resources-finalizer.argocd.argoproj.io"] }),
    },
    project: componentsProjectName(platform),
    sources: applicationSources(platform, ordered),
    destination: { ...destinationCluster(platform), namespace: homeNamespace(ordered, everything) },
    syncOptions: [
      "ServerSideApply=true",
      "ApplyOutOfSyncOnly=true",
      "PruneLast=true",
      "PrunePropagationPolicy=foreground",
      "RespectIgnoreDifferences=true",
      "FailOnSharedResource=true",
      ...(serves("argocd", argocd.version, "syncOptions.SkipDryRunOnMissingResource")
        ? ["SkipDryRunOnMissingResource=true"]
        : []),
    ],
    ignoreDifferences: differences,
  });
}

/** `path`: a change elsewhere in the repository does not refresh the Application. */
function annotations(path: string): ValueMap {
  return {
    "argocd.argoproj.io/compare-options": "ServerSideDiff=true",
    "argocd.argoproj.io/manifest-generate-paths": path,
  };
}

interface ApplicationParts {
  readonly metadata: ValueMap;
  readonly project: string;
  /** The field `source`, or `sources`. */
  readonly sources: ValueMap;
  readonly destination: ValueMap;
  readonly syncOptions: readonly string[];
  readonly ignoreDifferences?: readonly ValueMap[];
}

function application(platform: Platform, parts: ApplicationParts): ValueMap {
  const { ignoreDifferences: differences = [] } = parts;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: parts.metadata,
    spec: {
      project: parts.project,
      ...parts.sources,
      destination: parts.destination,
      revisionHistoryLimit: 3,
      syncPolicy: { ...automated(platform), retry: retry(platform), syncOptions: parts.syncOptions },
      ...(differences.length > 0 && { ignoreDifferences: differences }),
    },
  };
}

/** Before there was the field `enabled`, the section's presence turned automated sync on. */
function automated(platform: Platform): ValueMap {
  const { version, automated: values } = platform.values.delivery.argocd;
  const { enabled, prune, selfHeal } = values;
  if (serves("argocd", version, "syncPolicy.automated.enabled")) return { automated: { enabled, prune, selfHeal } };
  return enabled ? { automated: { prune, selfHeal } } : {};
}

function retry(platform: Platform): ValueMap {
  const { version, retry: values } = platform.values.delivery.argocd;
  const { limit, duration, maxDuration } = values;
  return {
    limit,
    // Go on with the newest commit, not with the one that failed: the mend may be in it.
    ...(serves("argocd", version, "syncPolicy.retry.refresh") && { refresh: true }),
    backoff: { duration, factor: 2, maxDuration },
  };
}
