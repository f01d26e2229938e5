import type { ComposedComponent, Dependency, OrderedComponent, Platform } from "../model/platform.ts";
import type { Place, Problem, Result } from "../model/problem.ts";
import { dependencyCycle, missingRequirement } from "../problems/order-problems.ts";
import { type Need, needsOf } from "./derive-dependencies.ts";
import { findCycle, longestChains, withoutImplied } from "./graph.ts";
import { indexProviders, type Providers } from "./providers.ts";

/**
 * The delivered components with what each syncs after, in sync order (by depth, then by name). Argo CD's waves and Flux's
 * dependsOn are both printed from this one graph. Problems: a need that only a component which is off could meet, a cycle.
 */
export function orderComponents(
  platform: Platform,
  composed: readonly ComposedComponent[],
): Result<readonly OrderedComponent[]> {
  const declaring = [...platform.components, ...platform.absent].map(({ component }) => component);
  const delivered = indexProviders(composed, declaring);
  const existing = indexProviders(
    platform.absent.filter((each) => each.existing),
    declaring,
  );
  const off = indexProviders(
    platform.absent.filter((each) => !each.existing),
    declaring,
  );

  const needs = new Map(composed.map((each) => [each.component.name, needsOf(each, delivered)]));
  const problems = [...needs].flatMap(([name, all]) =>
    missingRequirements(platform, name, unmet(all, delivered, existing), off),
  );
  const dependencies = new Map([...needs].map(([name, all]) => [name, dependenciesOf(name, all, delivered)]));
  const targets = new Map([...dependencies].map(([name, all]) => [name, all.map(({ on }) => on)]));
  const cycle = findCycle(targets);
  if (cycle !== undefined) problems.push(cycleProblem(cycle, dependencies));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: inOrder(composed, dependencies, targets) };
}

function inOrder(
  composed: readonly ComposedComponent[],
  dependencies: ReadonlyMap<string, readonly Dependency[]>,
  targets: ReadonlyMap<string, readonly string[]>,
): OrderedComponent[] {
  const depths = longestChains(targets);
  const direct = withoutImplied(targets);
  const ordered = composed.map((each) => {
    const { name } = each.component;
    const kept = (dependencies.get(name) ?? []).filter(({ on }) => direct.get(name)?.has(on));
    return { ...each, dependencies: kept, depth: depths.get(name) ?? 0 };
  });
  return ordered.sort((a, b) => a.depth - b.depth || (a.component.name < b.component.name ? -1 : 1));
}

/** The needs of one component by the component that meets them; what nobody is known to meet is the cluster's own. */
function dependenciesOf(name: string, needs: readonly Need[], providers: Providers): readonly Dependency[] {
  const reasons = new Map<string, string[]>();
  for (const need of needs) {
    const on = providerOf(need, providers);
    if (on !== undefined && on !== name) reasons.set(on, [...(reasons.get(on) ?? []), need.reason]);
  }
  return [...reasons].map(([on, all]) => ({ on, reasons: all })).sort((a, b) => (a.on < b.on ? -1 : 1));
}

function providerOf({ by, key }: Need, providers: Providers): string | undefined {
  switch (by) {
    case "kind":
      return providers.kinds.get(key);
    case "namespace":
      return providers.namespaces.get(key);
    case "name":
      return providers.names.get(key);
    case "component":
      return key;
  }
}

function unmet(needs: readonly Need[], ...met: readonly Providers[]): readonly Need[] {
  return needs.filter((need) => met.every((providers) => providerOf(need, providers) === undefined));
}

/** One problem per component that would have to be on; a capability that no component of the release has is a problem too. */
function missingRequirements(platform: Platform, name: string, needs: readonly Need[], off: Providers): Problem[] {
  const missing = new Map<string, Need>();
  for (const need of needs) {
    const provider = providerOf(need, off) ?? (need.by === "name" ? need.key : undefined);
    if (provider !== undefined && !missing.has(provider)) missing.set(provider, need);
  }
  return [...missing].map(([provider, need]) =>
    missingRequirement(name, provider, need.reason, decisionBetween(platform, name, provider)),
  );
}

/** Where somebody turned the one on or the other off; a component's own default is nobody's decision. */
function decisionBetween({ locate, locateDecision }: Platform, name: string, provider: string): Place | undefined {
  const enabled = (component: string) => ["components", component, "enabled"];
  return locateDecision(enabled(name)) ?? locateDecision(enabled(provider)) ?? locate(enabled(name));
}

function cycleProblem(cycle: readonly string[], dependencies: ReadonlyMap<string, readonly Dependency[]>): Problem {
  const steps = cycle.map((name, index) => {
    const on = cycle[(index + 1) % cycle.length] ?? name;
    const reason = dependencies.get(name)?.find((dependency) => dependency.on === on)?.reasons[0] ?? "";
    return { name, on, reason };
  });
  return dependencyCycle(steps);
}
