import { describeObject } from "../facts/describe-object.ts";
import { objectKey } from "../facts/object-key.ts";
import type { ComposedComponent, Platform } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import { duplicateObject } from "../problems/compose-problems.ts";
import { gather } from "../problems/gather.ts";
import { composeComponent } from "./compose-component.ts";
import { type DraftComponent, draftComponent } from "./draft-component.ts";
import { unusedImageOverrides } from "./images/image-entries.ts";
import { withPullSecrets } from "./images/pull-secrets.ts";
import { profileNamespaceProblems } from "./profile-namespaces.ts";
import { type ComponentSecrets, supplySecrets } from "./secrets/supply-secrets.ts";
import { upstreamObjects } from "./templates/upstream-view.ts";
import { type ConfigurationChanges, configurationChanges } from "./workloads/configuration-changes.ts";
import { podSecurityLabels, podSecurityProblems } from "./workloads/pod-security-labels.ts";
import { withPriorityClasses } from "./workloads/priority-classes.ts";
import { type PodNeighbours, podNeighbours } from "./workloads/scheduled-workload.ts";
import { workloadAdditions } from "./workloads/workload-additions.ts";

/**
 * A folder per component. Problems: a template that fails, a patch, an image override or a setting of a workload that hits nothing,
 * a credential in plain text, an expected Secret that nobody makes though the values say who does, an object that comes from two
 * components. A component that has no object and expects nothing is left out.
 */
export function composePlatform(platform: Platform): Result<Composed> {
  const find = upstreamObjects(platform);
  const drafted = gather(platform.components.map((component) => draftComponent(platform, component, find)));
  // A component that could not be drafted may be the very one that has the namespace or the image.
  if (!drafted.ok) return drafted;
  const drafts = withPriorityClasses(platform, withPullSecrets(drafted.value, platform.values.images.pullSecrets));
  const changes = configurationChanges(drafts, platform.values.images);
  const objects = drafts.flatMap(({ inventory }) => inventory.objects);
  const neighbours = podNeighbours(objects);
  const secrets = supplySecrets(platform, drafts);
  const results = gather(
    drafts.map((draft) => finishComponent(platform, draft, changes, neighbours, secrets.of(draft))),
  );
  const problems = [
    ...(results.ok ? [] : results.problems),
    ...podSecurityProblems(platform, objects),
    ...secrets.problems,
  ];
  if (!results.ok || problems.length > 0) return { ok: false, problems };
  const composed = results.value.filter((each) => isDelivered(each) || each.expected.length > 0);
  const found = [
    ...profileNamespaceProblems(platform, composed),
    ...duplicateObjects(composed, drafts),
    ...unusedImageOverrides(platform, composed.flatMap(imagesOf)),
  ];
  if (found.length > 0) return { ok: false, problems: found };
  const delivered = composed.filter(isDelivered);
  return { ok: true, value: { delivered, undelivered: composed.filter((each) => !isDelivered(each)) } };
}

export interface Composed {
  readonly delivered: readonly ComposedComponent[];
  /** Without anything to apply: what they expect, the cluster must have all the same. */
  readonly undelivered: readonly ComposedComponent[];
}

function isDelivered({ component, objects }: ComposedComponent): boolean {
  return objects.length > 0 || component.chart !== undefined;
}

/** The draft with what the values say of its workloads and namespaces: before the patches of layers. */
function finishComponent(
  platform: Platform,
  draft: DraftComponent,
  changes: ConfigurationChanges,
  neighbours: PodNeighbours,
  secrets: ComponentSecrets,
): Result<ComposedComponent> {
  const workloads = workloadAdditions(platform, draft, changes, neighbours);
  if (!workloads.ok) return workloads;
  const derived = [...workloads.value, ...podSecurityLabels(platform, draft)];
  return { ok: true, value: composeComponent(platform, draft, derived, secrets) };
}

function imagesOf({ component, objects }: ComposedComponent): readonly string[] {
  const named = objects.flatMap(({ images = [], otherImages = [] }) => [
    ...images,
    ...otherImages.map(({ image }) => image),
  ]);
  return [...named, ...component.images, ...(component.chart?.images.values() ?? [])];
}

function duplicateObjects(composed: readonly ComposedComponent[], drafts: readonly DraftComponent[]): Problem[] {
  const additions = drafts.flatMap((draft) => draft.additions);
  // The last of them is a layer's, where one is.
  const placeOf = (key: string) =>
    additions.findLast((each) => each.kind === "resource" && objectKey(describeObject(each.object)) === key)?.place;
  const owners = new Map<string, string>();
  const duplicates = new Map<string, readonly string[]>();
  for (const { component, objects } of composed) {
    for (const key of objects.map((object) => objectKey(object))) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, component.name);
      else duplicates.set(key, [...(duplicates.get(key) ?? [owner]), component.name]);
    }
  }
  return [...owners.keys()].flatMap((key) => {
    const names = duplicates.get(key);
    return names === undefined ? [] : [duplicateObject(key, names, placeOf(key))];
  });
}
