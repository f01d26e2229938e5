import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { presentList } from "./present-list.ts";
import { listAt, textAt, valueAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

/** The lists of a pod's spec that have its containers. */
export const CONTAINER_LISTS = ["containers", "initContainers"] as const;

const OF_POD = ["securityContext", "hostNetwork", "hostPID", "hostIPC", "tolerations", "affinity"];
const OF_CONTAINER = ["name", "ports", "resources", "securityContext"];

/** As much of a pod's spec as the generator asks about, in its own form, so that patches can be followed in it. Of a volume that is its kind. */
export function knownPodSpec(spec: ValueMap): ValueMap {
  const { volumes } = spec;
  const containers = CONTAINER_LISTS.map((list): [string, readonly Value[] | undefined] => [
    list,
    presentList(listAt(spec, [list]).map((container) => picked(container, OF_CONTAINER))),
  ]);
  return withoutAbsent<ValueMap>({
    ...picked(spec, OF_POD),
    ...Object.fromEntries(containers),
    volumes: presentList(listAt(volumes, []).map(knownVolume)),
  });
}

function picked(value: Value, fields: readonly string[]): ValueMap {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field))) : {};
}

function knownVolume(volume: Value): ValueMap {
  const fields = isMap(volume) ? Object.entries(volume) : [];
  return Object.fromEntries(
    fields.map(([field, value]) => [field, isMap(value) ? picked(value, ["claimName"]) : value]),
  );
}

/** The names of the containers of a list, in order. */
export function containerNames(spec: ValueMap, list: (typeof CONTAINER_LISTS)[number]): readonly string[] {
  return listAt(spec, [list]).map((container) => textAt(container, ["name"]) ?? "");
}

/** Names of the containers whose share of a CPU nobody can tell: an autoscaler has nothing to compare with. A limit without a request is the request. */
export function withoutCpuRequest(spec: ValueMap): readonly string[] {
  const asks = (container: Value) =>
    ["requests", "limits"].some((field) => valueAt(container, ["resources", field, "cpu"]) !== undefined);
  const containers = listAt(spec, ["containers"]).filter((container) => !asks(container));
  return containerNames({ containers }, "containers");
}

/** Names of the claims that the pods mount. */
export function mountedClaims({ volumes }: ValueMap): readonly string[] {
  return listAt(volumes, []).flatMap((volume) => textAt(volume, ["persistentVolumeClaim", "claimName"]) ?? []);
}
