import type { PullSetting } from "../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { holdsContainers } from "./container-images.ts";
import { childField, itemField } from "./field-path.ts";

/**
 * Where an object says how images are pulled that its program starts later: a field `imagePullPolicy` outside of containers, and in texts a line
 * with `imagePullPolicy` or, in JSON, with an empty list of `imagePullSecrets`.
 */
export function pullSettings(object: ValueMap): readonly PullSetting[] {
  return inValue(object, "");
}

function inValue(value: Value, field: string): readonly PullSetting[] {
  if (typeof value === "string") return inText(value, field);
  if (typeof value !== "object" || value === null) return [];
  if (!isMap(value)) {
    const list = value as readonly Value[];
    return list.flatMap((item, index) => inValue(item, itemField(field, list, index)));
  }
  return Object.entries(value).flatMap(([key, inside]): readonly PullSetting[] => {
    const own = childField(field, key);
    if (key === "_example" || holdsContainers(key)) return [];
    return key === "imagePullPolicy" && typeof inside === "string"
      ? [{ is: "policy", field: own }]
      : inValue(inside, own);
  });
}

const POLICY = /^(\s*["']?imagePullPolicy["']?: ["']?)(?:Always|IfNotPresent|Never)?(["']?,?)$/;
const NO_SECRETS = /^(\s*"imagePullSecrets": )\[\](,?)$/;

function inText(text: string, field: string): readonly PullSetting[] {
  if (!text.includes("imagePull") || !text.includes("\n")) return [];
  return text.split("\n").flatMap((content, line): readonly PullSetting[] => {
    const [policy, secrets] = [POLICY.exec(content), NO_SECRETS.exec(content)];
    const [, before = "", behind = ""] = policy ?? secrets ?? [];
    if (before === "") return [];
    return [{ is: policy === null ? "secrets" : "policy", field, line, around: [before, behind] }];
  });
}
