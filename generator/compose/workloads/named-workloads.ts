import { CONTAINER_LISTS, containerNames } from "../../facts/pod-spec.ts";
import type { ObjectFacts, PodFacts } from "../../model/facts.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem, Result } from "../../model/problem.ts";
import type { WorkloadValues } from "../../model/values.gen.ts";
import { nearest } from "../../problems/did-you-mean.ts";
import { containerUnknown, workloadUnknown } from "../../problems/workload-problems.ts";
import type { DraftComponent } from "../draft-component.ts";
import { namesOf } from "../templates/upstream-view.ts";

/** A workload of a component, and what `components.<name>.workloads` says of it; container names as the release has them. */
export interface NamedWorkload {
  readonly object: ObjectFacts;
  readonly pods: PodFacts;
  readonly settings: WorkloadValues;
  /** The name that the values call it by; its own where they do not. */
  readonly written: string;
}

/**
 * All workloads of a component with their settings. Workloads and containers may be named as another release does; one that this release is
 * known not to have, or that the values take out, is passed over. Problems: names of workloads and of containers that are not there.
 */
export function namedWorkloads(
  platform: Platform,
  { component, inventory }: DraftComponent,
): Result<readonly NamedWorkload[]> {
  const { name } = component.component;
  const names = namesOf(platform, name);
  const workloads = inventory.objects.flatMap((object) => (object.pods ? [{ object, pods: object.pods }] : []));
  const known = new Set(workloads.map(({ object }) => object.name));
  const gone = new Set(inventory.removed.map(({ object }) => object.name));
  const said = new Map<string, { written: string; settings: WorkloadValues }>();
  const problems: Problem[] = [];
  for (const [written, settings] of Object.entries(component.settings.workloads ?? {})) {
    const found = known.has(written) ? written : (names[written] ?? written);
    if (known.has(found)) said.set(found, { written, settings });
    else if (names[written] !== null && !gone.has(found)) {
      const place = platform.locate(["components", name, "workloads", written]);
      problems.push(workloadUnknown(written, name, nearest(written, known), [...known], place));
    }
  }
  const named = workloads.map(({ object, pods }) => {
    const { written, settings } = said.get(object.name) ?? { written: object.name, settings: {} };
    const { resources, unknown } = withContainerNames(settings.resources, pods, names);
    const places = ["components", name, "workloads", written, "resources"];
    for (const container of unknown)
      problems.push(
        containerUnknown(container, object.name, containersOf(pods), platform.locate([...places, container])),
      );
    return { object, pods, written, settings: resources === undefined ? settings : { ...settings, resources } };
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: named };
}

type Resources = NonNullable<WorkloadValues["resources"]>;

function withContainerNames(
  resources: WorkloadValues["resources"],
  pods: PodFacts,
  names: Readonly<Record<string, string | null>>,
): { readonly resources: Resources | undefined; readonly unknown: readonly string[] } {
  const known = new Set(containersOf(pods));
  const renamed = Object.entries(resources ?? {}).flatMap(([written, quantities]): [string, Resources[string]][] => {
    const isAbsent = !known.has(written) && names[written] === null;
    return isAbsent ? [] : [[known.has(written) ? written : (names[written] ?? written), quantities]];
  });
  return {
    resources: resources && Object.fromEntries(renamed),
    unknown: renamed.map(([container]) => container).filter((container) => !known.has(container)),
  };
}

function containersOf({ spec }: PodFacts): readonly string[] {
  return CONTAINER_LISTS.flatMap((list) => containerNames(spec, list));
}
