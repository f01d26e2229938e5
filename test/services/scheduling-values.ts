import type { ValueMap } from "../../generator/model/value.ts";

/** Values that say of every pod where it runs, with a key of each kind. */
export const SCHEDULING: ValueMap = {
  nodeSelector: { "example.com/pool": "platform" },
  tolerations: [{ key: "example.com/pool", operator: "Exists", effect: "NoSchedule" }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "example.com/cell", operator: "Exists" }] }],
      },
    },
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, podAffinityTerm: { topologyKey: "example.com/rack", labelSelector: {} } },
      ],
    },
  },
  priorityClassName: "platform",
};
