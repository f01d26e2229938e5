import type { LabelSelector } from "../model/facts.ts";

type Labels = Readonly<Record<string, string>>;
type Requirement = NonNullable<LabelSelector["matchExpressions"]>[number];

/**
 * Whether labels satisfy a label selector. No selector, and one without requirements, matches everything; otherwise every requirement must
 * hold. As the API server does it: k8s.io/apimachinery/pkg/labels/selector.go, where `NotIn` also holds for a label that is not there.
 */
export function matchSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  const pairs = Object.entries(selector?.matchLabels ?? {});
  const requirements = selector?.matchExpressions ?? [];
  return (
    pairs.every(([key, value]) => labelOf(labels, key) === value) &&
    requirements.every((requirement) => holds(requirement, labels))
  );
}

function holds({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
