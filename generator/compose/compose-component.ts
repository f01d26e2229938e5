import { describeObject } from "../facts/describe-object.ts";
import type { ComposedComponent, Platform, PlatformComponent } from "../model/platform.ts";
import type { DraftComponent } from "./draft-component.ts";
import { imageEntries } from "./images/image-entries.ts";
import { partImages } from "./images/part-images.ts";
import { pullSecretPatches } from "./images/pull-secrets.ts";
import { kustomizationFiles } from "./kustomization-files.ts";
import { partReference } from "./part-reference.ts";
import { keepOnPrune, namespacesFirst, noSubstitution } from "./protection.ts";
import type { Rendered } from "./rendered-addition.ts";
import type { ComponentSecrets } from "./secrets/supply-secrets.ts";
import { splitAtLayers } from "./split-at-layers.ts";

/** One component's folder: its kustomization and what that names, and the objects that all of it renders. `derived`: what is added to the draft. */
export function composeComponent(
  platform: Platform,
  { component, additions, chart, inventory, replicas }: DraftComponent,
  derived: readonly Rendered[],
  secrets: ComponentSecrets,
): ComposedComponent {
  const all = [...derived, ...secrets.externalSecrets];
  const [own, ofLayers] = splitAtLayers(component, additions);
  const added = all.flatMap((each) => (each.kind === "resource" ? [describeObject(each.object)] : []));
  const objects = [...inventory.objects, ...added];
  const { values } = platform;
  const kustomization = kustomizationFiles({
    title: titleOf(platform, component),
    parts: component.parts,
    reference: partReference(platform),
    partImages: (part) => partImages(part, values.images),
    additions: [...own, ...all, ...ofLayers],
    configurations: chart.configurations,
    shared: [
      ...keepOnPrune(values.delivery, objects),
      ...noSubstitution(values.delivery, objects),
      ...namespacesFirst(values.delivery, objects, secrets),
      ...pullSecretPatches(values.images.pullSecrets, objects),
    ],
    images: imageEntries(values.images, objects),
    labels: values.platform.labels,
    replicas,
    delivery: values.delivery,
  });
  return {
    component: component.component,
    version: component.version,
    // Kustomize refuses a kustomization of nothing.
    files: new Map([...(objects.length > 0 ? kustomization : []), ...chart.files]),
    objects,
    expected: secrets.expected,
    made: secrets.made,
    after: secrets.after,
    encrypted: additions.some(({ kind }) => kind === "encrypted"),
  };
}

/** The version of a component without parts is its own, or that of its chart. */
function titleOf({ release }: Platform, { component, version, parts }: PlatformComponent): string {
  const title = `${component.title} ${version}`;
  return parts.length === 0 && component.chart !== undefined ? title : `${title} of Kubeflow ${release.name}`;
}
