import type { Place, Problem } from "../model/problem.ts";

export function missingRequirement(
  component: string,
  missing: string,
  reason: string,
  place: Place | undefined,
): Problem {
  return {
    code: "MISSING_REQUIREMENT",
    message: `${component} needs ${missing}, which is off: ${reason}`,
    hint: `Set components.${missing}.enabled: true, or components.${missing}.existing: true where the cluster already has it, or turn ${component} off.`,
    ...(place && { place }),
  };
}

export function dependencyCycle(steps: readonly { name: string; on: string; reason: string }[]): Problem {
  const chain = steps.map(({ name, on, reason }) => `${name} syncs after ${on} (${reason})`).join("; ");
  return {
    code: "DEPENDENCY_CYCLE",
    message: `No order satisfies these components: ${chain}.`,
    hint: "Move the object that closes the circle to another component, or drop a `requires` of a component.yaml.",
  };
}
