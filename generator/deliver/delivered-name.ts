import type { Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";

/** Name of a component's Application or Kustomization: the platform's name makes it unique where one controller serves several. */
export function deliveredName(platform: Platform, component: string): string {
  return `${platform.values.platform.name}-${component}`;
}

/** Labels of everything that the controller gets; `component` is undefined for what belongs to the whole platform. */
export function deliveryLabels(platform: Platform, component?: string): ValueMap {
  return {
    ...(component !== undefined && { "app.kubernetes.io/name": component }),
    "app.kubernetes.io/part-of": platform.values.platform.name,
    "app.kubernetes.io/managed-by": "kubeflow-gitops",
    environment: platform.environment,
  };
}

/** A path of this environment's output in the repository that the controller reads. */
export function repositoryPath(platform: Platform, path: string): string {
  return `${platform.values.delivery.repository.path}/${platform.environment}/${path}`;
}
