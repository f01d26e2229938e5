import type { Component } from "../../model/component.ts";

/**
 * Of components that share something, the first by name that requires none of the others, not even by way of a third: what is made in it is
 * there before the others need it.
 */
export function firstComponent(names: readonly string[], components: readonly Component[]): string {
  const required = requirements(components);
  const sorted = [...names].sort();
  return sorted.find((name) => !sorted.some((other) => other !== name && required(name).has(other))) ?? sorted[0] ?? "";
}

/** Everything that a component requires, and what that requires. */
function requirements(components: readonly Component[]): (name: string) => ReadonlySet<string> {
  const providers = new Map(
    components.flatMap(({ name, provides }) => [name, ...provides].map((each) => [each, name])),
  );
  const direct = new Map(
    components.map(({ name, requires }) => [name, requires.flatMap((each) => providers.get(each.name) ?? [])]),
  );
  return (name) => {
    const found = new Set<string>();
    const open = [...(direct.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(direct.get(next) ?? []));
    }
    return found;
  };
}
