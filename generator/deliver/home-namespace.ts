import type { ObjectFacts } from "../model/facts.ts";
import type { OrderedComponent } from "../model/platform.ts";

/**
 * The namespace to which a component's Application points, where an object goes that names none: that of its Helm release, whose chart may
 * count on it; else the one that most of its objects are in, then the first that it creates, then the one that most of the platform is in. `default` only for a platform without any namespace.
 */
export function homeNamespace(
  { component, objects }: Pick<OrderedComponent, "component" | "objects">,
  everything: readonly ObjectFacts[],
): string {
  if (component.chart !== undefined) return component.chart.namespace;
  const created = objects.filter(({ apiVersion, kind }) => apiVersion === "v1" && kind === "Namespace");
  return mostUsed(objects) ?? created.map(({ name }) => name).sort()[0] ?? mostUsed(everything) ?? "default";
}

function mostUsed(objects: readonly ObjectFacts[]): string | undefined {
  const uses = new Map<string, number>();
  for (const { namespace } of objects) {
    if (namespace !== undefined) uses.set(namespace, (uses.get(namespace) ?? 0) + 1);
  }
  const [first] = [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0];
}
