import type { Problem } from "../../model/problem.ts";
import type { Path } from "../../model/value.ts";
import type { LimitRangeValues } from "../../model/values.gen.ts";
import { quotaWithoutDefault } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/**
 * A quota of CPU or memory refuses every pod with a container that does not say how much it takes, as many steps of pipelines do: where a profile
 * has one, its LimitRange says it for them. A LimitRange among the profile's own objects is the user's.
 */
export const quotasHaveDefaults: Rule = ({ values, profiles }, merged) => {
  const problems = new Map<string, Problem>();
  for (const [index, { name, quota, limitRange, resources }] of profiles.entries()) {
    if (resources.some(({ kind }) => kind === "LimitRange")) continue;
    for (const limit of Object.keys(quota)) {
      const missing = missingDefault(limit, limitRange);
      if (missing === undefined) continue;
      const isOwn = values.profiles[index]?.quota?.[limit] !== undefined;
      const path: Path = [...(isOwn ? ["profiles", index] : ["profileDefaults"]), "quota", limit];
      // What all profiles have is said once.
      const key = path.join("/");
      if (!problems.has(key)) problems.set(key, quotaWithoutDefault(limit, name, missing, merged.place(path)));
    }
  }
  return [...problems.values()];
};

/** The setting of a LimitRange by which containers comply with a limit of the quota and that it does not say: `defaultRequest.cpu`. */
function missingDefault(limit: string, limitRange: LimitRangeValues): string | undefined {
  const [, of, resource = ""] = LIMIT.exec(limit) ?? [];
  if (resource === "") return undefined;
  const fields = of === "limits." ? FOR_LIMITS : FOR_REQUESTS;
  return fields.some((field) => limitRange[field]?.[resource] !== undefined) ? undefined : `${fields[0]}.${resource}`;
}

/** Those that a container has to say (k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go, Constraints); `cpu` is `requests.cpu`. */
const LIMIT = /^(requests\.|limits\.)?(cpu|memory)$/;

/** Where the API server takes a default from, the first being made for it (pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem). */
const FOR_LIMITS = ["default", "max"] as const;
const FOR_REQUESTS = ["defaultRequest", "default", "max", "min"] as const;
