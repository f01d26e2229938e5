import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
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
    destinations: [{ server: OWN_CLUSTER, namespace: platform.values.delivery.argocd.namespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: "argoproj.io", kind: "AppProject" },
      { group: "argoproj.io", kind: "Application" },
    ],
  });
}

/** What the components may do: exactly the namespaces and kinds that their objects have. */
export function componentsProject(platform: Platform, components: readonly OrderedComponent[]): ValueMap {
  const objects = components.flatMap((component) => component.objects);
  const known = [...objects, ...platform.absent.flatMap((component) => component.objects)];
  const kinds = permittedKinds(objects, known);
  return appProject(platform, {
    name: componentsProjectName(platform),
    description: `Components of the platform ${platform.values.platform.name}.`,
    // Before every Application, which would be refused without its project; pruned after them, since pruning goes backwards.
    annotations: { "argocd.argoproj.io/sync-wave": "-10" },
    destinations: namespaces(components, objects, known).map((namespace) => ({
      ...platform.values.delivery.argocd.destination,
      namespace,
    })),
    clusterResourceWhitelist: kinds.cluster,
    namespaceResourceWhitelist: kinds.namespaced,
  });
}

/** Where namespaced objects are, and where each Application points: Argo CD checks both. */
function namespaces(
  components: readonly OrderedComponent[],
  objects: readonly ObjectFacts[],
  known: readonly ObjectFacts[],
): readonly string[] {
  const used = objects.filter(namespacedIn(known)).flatMap(({ namespace }) => namespace ?? []);
  const homes = components.map((component) => homeNamespace(component.objects, objects));
  return [...new Set([...used, ...homes])].sort();
}

interface ProjectParts {
  readonly name: string;
  readonly description: string;
  readonly annotations: ValueMap;
  readonly destinations: readonly ValueMap[];
  readonly clusterResourceWhitelist: readonly ValueMap[];
  readonly namespaceResourceWhitelist: readonly ValueMap[];
}

function appProject(platform: Platform, { name, annotations, description, ...limits }: ProjectParts): ValueMap {
  const { argocd, repository } = platform.values.delivery;
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
    spec: { description, sourceRepos: [repository.url], ...limits },
  };
}
