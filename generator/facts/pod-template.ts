import type { Path, Value, ValueMap } from "../model/value.ts";
import { listAt, mapAt } from "./value-at.ts";

/** Where the workloads of the Kubernetes API, as `group/Kind`, have the template of their pods. A Pod is its own. */
export const POD_TEMPLATES: ReadonlyMap<string, Path> = new Map([
  ["/Pod", []],
  ["/ReplicationController", ["spec", "template"]],
  ["apps/DaemonSet", ["spec", "template"]],
  ["apps/Deployment", ["spec", "template"]],
  ["apps/ReplicaSet", ["spec", "template"]],
  ["apps/StatefulSet", ["spec", "template"]],
  ["batch/CronJob", ["spec", "jobTemplate", "spec", "template"]],
  ["batch/Job", ["spec", "template"]],
]);

/** The pod template of a workload, empty where it has none; undefined for other kinds. `key` is the object's `group/Kind`. */
export function podTemplate(key: string, object: ValueMap): ValueMap | undefined {
  const path = POD_TEMPLATES.get(key);
  return path === undefined ? undefined : (mapAt(object, path) ?? {});
}

/** The volumes that a template declares. */
export function podVolumes(template: ValueMap): readonly Value[] {
  // By property: a component has the name of this field, and nothing here names a component.
  const { volumes } = mapAt(template, ["spec"]) ?? {};
  return listAt(volumes, []);
}

/** The fields of a pod template where a workload of this `group/Kind` has it. */
export function inPodTemplate(key: string, template: ValueMap): ValueMap {
  return (POD_TEMPLATES.get(key) ?? []).reduceRight<ValueMap>((inside, field) => ({ [field]: inside }), template);
}
