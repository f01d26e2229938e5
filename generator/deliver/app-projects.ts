import { chartObjects } from "../facts/chart-objects.ts";
import type { Chart } from "../model/component.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import type { DestinationValues } from "../model/values.gen.ts";
import { deliveryLabels } from "./delivered-name.ts";
import { homeNamespace } from "./home-namespace.ts";
import { namespacedIn, permittedKinds } from "./permitted-kinds.ts";

/** The cluster in which Argo CD itself runs, as it names it. */
export const OWN_CLUSTER = "https://kubernetes.default.svc";

/** The project of the components' Applications. */
export function componentsProjectName(platform: Platform): string {
  return platform.values.platform.name;
}

/** The project of the root Application. */
export function rootProjectName(platform: Platform): string {
  return `${platform.values.platform.name}-root`;
}

/**
 * What the root Application may do: put Applications and their project beside itself. A project of its own, so that it does not depend on
 * `default`, which careful installations empty.
 */
export function rootProject(platform: Platform): ValueMap {
  return appProject(platform, {
    name: rootProjectName(platform),
    description: `Root of the platform ${platform.values.platform.name}: its Applications and their project.`,
    annotations: {},
    sourceRepos: [platform.values.delivery.repository.url],
    destinations: [{ server: OWN_CLUSTER, namespace: platform.values.delivery.argocd.namespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: "argoproj.io", kind: "AppProject" },
      { group: "argoproj.io", kind: "Application" },
    ],
  });
}

/** The cluster that the components go to: the one that Argo CD runs in, unless the values name another. */
export function destinationCluster({ values }: Platform): DestinationValues {
  const { destination } = values.delivery.argocd;
  return Object.keys(destination).length > 0 ? destination : { server: OWN_CLUSTER };
}

/** What the components may do: exactly the sources that they come from, and the namespaces and kinds that their objects have. */
export function componentsProject(platform: Platform, components: readonly OrderedComponent[]): ValueMap {
  const objects = components.flatMap((each) => [...each.objects, ...chartObjects(each.component.chart)]);
  const known = [
    ...objects,
    ...platform.absent.flatMap((each) => [...each.objects, ...chartObjects(each.component.chart)]),
  ];
  const kinds = permittedKinds(objects, known);
  return appProject(platform, {
    name: componentsProjectName(platform),
    description: `Components of the platform ${platform.values.platform.name}.`,
    // Before every Application, which would be refused without its project; pruned after them, since pruning goes backwards.
    annotations: { "argocd.argoproj.io/sync-wave": "-10" },
    sourceRepos: [...new Set([platform.values.delivery.repository.url, ...chartRepositories(components)])],
    destinations: namespaces(components, objects, known).map((namespace) => ({
      ...destinationCluster(platform),
      namespace,
    })),
    clusterResourceWhitelist: kinds.cluster,
    namespaceResourceWhitelist: kinds.namespaced,
  });
}

/** Argo CD knows an OCI registry of charts by its name without the scheme (argo-cd docs/user-guide/helm.md). */
export function chartRepository({ repository }: Chart): string {
  return repository.replace(/^oci:\/\//, "");
}

function chartRepositories(components: readonly OrderedComponent[]): readonly string[] {
  return components.flatMap(({ component: { chart } }) => (chart === undefined ? [] : [chartRepository(chart)])).sort();
}

/** Where namespaced objects are, and where each Application points: Argo CD checks both. */
function namespaces(
  components: readonly OrderedComponent[],
  objects: readonly ObjectFacts[],
  known: readonly ObjectFacts[],
): readonly string[] {
  const used = objects.filter(namespacedIn(known)).flatMap(({ namespace }) => namespace ?? []);
  const homes = components.map((each) => homeNamespace(each, objects));
  return [...new Set([...used, ...homes])].sort();
}

interface ProjectParts {
  readonly name: string;
  readonly description: string;
  readonly annotations: ValueMap;
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly ValueMap[];
  readonly clusterResourceWhitelist: readonly ValueMap[];
  readonly namespaceResourceWhitelist: readonly ValueMap[];
}

function appProject(platform: Platform, { name, annotations, description, ...limits }: ProjectParts): ValueMap {
  const { argocd } = platform.values.delivery;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: {
      name,
      namespace: argocd.namespace,
      labels: deliveryLabels(platform),
      ...(Object.keys(annotations).length > 0 && { annotations }),
      // Keeps the project as long as an Application belongs to it.
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: { description, ...limits },
  };
}
