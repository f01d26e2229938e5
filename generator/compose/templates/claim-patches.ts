import type { ValueMap } from "../../model/value.ts";
import type { StorageValues } from "../../model/values.gen.ts";
import type { WrittenExpectation } from "../read-expectation.ts";
import { RefusedSetting } from "./refused-setting.ts";

/** A claim of upstream's that holds data, and the one workload that mounts it. */
export interface MountedClaim {
  readonly namespace: string;
  readonly name: string;
  readonly workload: { readonly kind: "Deployment" | "StatefulSet"; readonly name: string };
  /** Name of the workload's volume; that of the claim where there is none. */
  readonly volume?: string;
}

/** How the values want the volume of a claim. */
export interface VolumeSettings {
  readonly size: string;
  readonly accessMode?: string;
  readonly storageClass?: string;
  /** A PersistentVolume to bind. */
  readonly volumeName?: string;
  /** A claim to mount in place of upstream's. */
  readonly existingClaim?: string;
}

/**
 * The patches that make a claim as its volume in the values wants it: its size and class, the volume that it binds. Where the values name a claim
 * that is there already, upstream's goes and the workload mounts that one. Throws a RefusedSetting at `setting`, the path of the volume in the
 * component's settings, where the values want both.
 */
export function claimPatches(
  storage: StorageValues,
  setting: string,
  volume: VolumeSettings,
  claim: MountedClaim,
): readonly ValueMap[] {
  const { namespace, name } = claim;
  const object = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name, namespace } };
  if (volume.existingClaim === undefined) return [{ ...object, spec: claimSpec(storage, volume) }];
  refuseFieldsOfClaim(setting, volume);
  return [{ ...object, $patch: "delete" }, mountOf(claim, volume.existingClaim)];
}

/** What must be in the cluster for a volume that binds what is there already; nothing for one that is made. */
export function claimExpectations(
  volume: VolumeSettings,
  { namespace, name }: Pick<MountedClaim, "namespace" | "name">,
): readonly WrittenExpectation[] {
  if (volume.existingClaim !== undefined) {
    const reason = `Holds the data; it is mounted instead of the claim ${name}, which is not made.`;
    return [{ kind: "PersistentVolumeClaim", namespace, name: volume.existingClaim, reason }];
  }
  if (volume.volumeName === undefined) return [];
  const reason = `Holds the data; its claimRef names ${namespace}/${name} and no uid, and its class is that of the claim.`;
  return [{ kind: "PersistentVolume", namespace: undefined, name: volume.volumeName, reason }];
}

function claimSpec(storage: StorageValues, { size, accessMode, storageClass, volumeName }: VolumeSettings): ValueMap {
  const storageClassName = storageClass ?? storage.storageClass;
  return {
    ...(accessMode !== undefined && { accessModes: [accessMode] }),
    resources: { requests: { storage: size } },
    ...(storageClassName !== undefined && { storageClassName }),
    ...(volumeName !== undefined && { volumeName }),
  };
}

/** A volume has one source: naming the claim alone is enough. */
function mountOf({ namespace, name, workload, volume }: MountedClaim, existingClaim: string): ValueMap {
  const mount = { name: volume ?? name, persistentVolumeClaim: { claimName: existingClaim } };
  return {
    apiVersion: "apps/v1",
    kind: workload.kind,
    metadata: { name: workload.name, namespace },
    spec: { template: { spec: { volumes: [mount] } } },
  };
}

/** A claim that somebody else made is not changed from here. */
function refuseFieldsOfClaim(setting: string, volume: VolumeSettings): void {
  const field = (["accessMode", "storageClass", "volumeName"] as const).find((name) => volume[name] !== undefined);
  if (field === undefined) return;
  throw new RefusedSetting(
    `${setting}.${field}`,
    `The claim "${volume.existingClaim}" is there already: ${field} would change nothing. Leave one of the two out.`,
  );
}
