import type { ObjectFacts } from "../../model/facts.ts";
import { fullName, isMirrored, rewriteImage, splitImage } from "../../model/image-rewriting.ts";
import type { OrderedComponent, Platform } from "../../model/platform.ts";

/** An image of an environment and where it is named. */
export interface ListedImage {
  /** As nodes pull it. */
  readonly image: string;
  /** As upstream names it, with its registry; the same name where the values say nothing of it. */
  readonly from: string;
  readonly rewritten: boolean;
  /** It is pulled from where one of the mirrors leads to. */
  readonly mirrored: boolean;
  readonly component: string;
  /** `Deployment kubeflow/katib-ui`, or what else of the component names it. */
  readonly object: string;
  /** Where in the object, as in Kustomize's `fieldPaths`; empty for a container's own image. */
  readonly field: string;
}

/** Every image that the environment's components run or start, sorted by image, each with every place that names it. */
export function listImages(platform: Platform, ordered: readonly OrderedComponent[]): readonly ListedImage[] {
  const all = ordered.flatMap((each) => imagesOf(each).map((image) => listed(platform, each, image)));
  const keyed = all.map(
    (each) => [JSON.stringify([each.image, each.component, each.object, each.field]), each] as const,
  );
  return [...new Map(keyed)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** What nodes pull: an image a line, each once. */
export function printImages(images: readonly ListedImage[]): string {
  return lines(images.map(({ image }) => image));
}

/** What to copy into mirrors: `from to`, a line for each image that comes from elsewhere than from where upstream publishes it. */
export function printCopies(images: readonly ListedImage[]): string {
  return lines(images.filter(({ rewritten }) => rewritten).map(({ from, image }) => `${from} ${image}`));
}

function lines(all: readonly string[]): string {
  return [...new Set(all)].map((line) => `${line}\n`).join("");
}

interface NamedImage {
  readonly image: string;
  readonly object: string;
  readonly field: string;
}

function imagesOf({ component, objects }: OrderedComponent): readonly NamedImage[] {
  const own = component.images.map((image) => ({ image, object: "its programs", field: "" }));
  const ofChart = [...(component.chart?.images ?? [])].map(([field, image]) => ({
    image,
    object: `chart ${component.chart?.name ?? ""}`,
    field,
  }));
  return [...objects.flatMap(imagesOfObject), ...own, ...ofChart];
}

/** A folder of images is none: those in it are named elsewhere. */
function imagesOfObject({ kind, namespace, name, images = [], otherImages = [] }: ObjectFacts): readonly NamedImage[] {
  const object = `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
  const others = otherImages.filter(({ image }) => !image.endsWith("/"));
  return [
    ...images.map((image) => ({ image, object, field: "" })),
    ...others.map(({ image, at }) => ({ image, object, field: at[0]?.field ?? "" })),
  ];
}

function listed(
  { values }: Platform,
  { component }: OrderedComponent,
  { image, object, field }: NamedImage,
): ListedImage {
  const { name, version } = splitImage(image);
  const now = rewriteImage(image, values.images);
  return {
    image: now,
    from: fullName(name) + version,
    rewritten: now !== image,
    mirrored: isMirrored(now, values.images.mirrors),
    component: component.name,
    object,
    field,
  };
}
