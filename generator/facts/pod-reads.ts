import type { Value, ValueMap } from "../model/value.ts";
import { withoutHash } from "./generated-name.ts";
import { podVolumes } from "./pod-template.ts";
import { listAt, textAt } from "./value-at.ts";

/**
 * The ConfigMaps and Secrets that the pods of a template read from their own namespace, through environment variables and volumes: `ConfigMap/x`,
 * sorted, generated names without their hash.
 */
export function podReads(template: ValueMap): readonly string[] {
  const containers = ["containers", "initContainers"].flatMap((list) => listAt(template, ["spec", list]));
  const found = [...containers.flatMap(containerReads), ...podVolumes(template).flatMap(volumeReads)];
  return [...new Set(found)].sort();
}

function containerReads(container: Value): readonly string[] {
  return [
    ...listAt(container, ["envFrom"]).flatMap((source) => [
      ...reference("ConfigMap", textAt(source, ["configMapRef", "name"])),
      ...reference("Secret", textAt(source, ["secretRef", "name"])),
    ]),
    ...listAt(container, ["env"]).flatMap((variable) => [
      ...reference("ConfigMap", textAt(variable, ["valueFrom", "configMapKeyRef", "name"])),
      ...reference("Secret", textAt(variable, ["valueFrom", "secretKeyRef", "name"])),
    ]),
  ];
}

function volumeReads(volume: Value): readonly string[] {
  return [
    ...reference("ConfigMap", textAt(volume, ["configMap", "name"])),
    ...reference("Secret", textAt(volume, ["secret", "secretName"])),
    ...listAt(volume, ["projected", "sources"]).flatMap((source) => [
      ...reference("ConfigMap", textAt(source, ["configMap", "name"])),
      ...reference("Secret", textAt(source, ["secret", "name"])),
    ]),
  ];
}

function reference(kind: "ConfigMap" | "Secret", name: string | undefined): readonly string[] {
  return name === undefined ? [] : [`${kind}/${withoutHash(name)}`];
}
