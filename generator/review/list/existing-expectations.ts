import { chartObjects } from "../../facts/chart-objects.ts";
import type { AbsentComponent, ComposedComponent, Platform } from "../../model/platform.ts";
import type { ListedExpectation } from "./list-expectations.ts";

/** What a cluster must have of the components that it is said to have: what their expectations files say, and the definitions of which these do not speak. */
export function existingExpectations(
  { absent }: Platform,
  composed: readonly ComposedComponent[],
): readonly ListedExpectation[] {
  const used = versionsInUse(composed);
  return absent
    .filter(({ existing }) => existing)
    .flatMap((each) => {
      const stated = each.expected.map(({ equals: _, ...rest }) => ({ component: each.component.name, ...rest }));
      const names = new Set(stated.map(({ kind, name }) => `${kind} ${name}`));
      return [...stated, ...definitions(each, used).filter(({ kind, name }) => !names.has(`${kind} ${name}`))];
    });
}

/** All definitions of upstream's, whose controllers use them; of a chart's those whose kinds are in use. */
function definitions(
  { component, version, objects }: AbsentComponent,
  used: ReadonlyMap<string, readonly string[]>,
): readonly ListedExpectation[] {
  const ofChart = chartObjects(component.chart).filter(
    ({ customResource: of }) => of && used.has(`${of.group}/${of.kind}`),
  );
  return [...objects, ...ofChart].flatMap(({ kind, name, customResource: of }): ListedExpectation[] => {
    if (of === undefined) return [];
    const versions = of.versions.length > 0 ? of.versions : (used.get(`${of.group}/${of.kind}`) ?? []);
    const reason = `\`existing\` says that the cluster has ${component.title}; the platform is made for ${version}.`;
    const object = { kind, namespace: undefined, name, keys: [], settings: {}, versions, optional: false };
    return [{ component: component.name, ...object, reason }];
  });
}

/** By `group/Kind`, the versions that the delivered objects are written in. */
function versionsInUse(composed: readonly ComposedComponent[]): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, Set<string>>();
  for (const { apiVersion, kind } of composed.flatMap(({ objects }) => objects)) {
    const [group = "", version = ""] = apiVersion.split("/");
    const key = `${group}/${kind}`;
    used.set(key, (used.get(key) ?? new Set()).add(version));
  }
  return new Map([...used].map(([key, versions]) => [key, [...versions].sort()]));
}
