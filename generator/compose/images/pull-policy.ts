import { holdsContainers } from "../../facts/container-images.ts";
import { isMap, type Value, type ValueMap } from "../../model/value.ts";

/** The same value in which each container with an image, and without a pull policy of its own, has this one. `name`: what the value is called. */
export function withPullPolicy(name: string, value: Value, policy: string): Value {
  if (typeof value !== "object" || value === null) return value;
  if (!isMap(value)) {
    return (value as readonly Value[]).map((item) => withPullPolicy(name, item, policy));
  }
  const inside: ValueMap = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withPullPolicy(key, each, policy)]),
  );
  const isContainer = holdsContainers(name) && "image" in inside && !("imagePullPolicy" in inside);
  return isContainer ? { ...inside, imagePullPolicy: policy } : inside;
}
