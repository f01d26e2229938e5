import type { ImageMirror, ImageOverride } from "./values.gen.ts";

/** What the values say about where images come from. */
export interface ImageSources {
  readonly mirrors: readonly ImageMirror[];
  readonly overrides: readonly ImageOverride[];
}

/**
 * The reference to use instead of one: that of its override, else the same under the mirror with the longest `from` that its full name begins
 * with, else itself. A new name of an override is taken as it is; where an override changes the version alone, the name goes to the mirror.
 * A folder of images, which ends with `/`, has mirrors and no overrides.
 */
export function rewriteImage(image: string, { mirrors, overrides }: ImageSources): string {
  const { name, version } = splitImage(image);
  const override = overrides.find((each) => fullName(each.name) === fullName(name));
  const newName = override?.newName ?? mirroredName(name, mirrors);
  return newName + (override === undefined ? version : (newVersion(override) ?? version));
}

/** Whether a reference, as nodes pull it, is in one of the places that the mirrors lead to. */
export function isMirrored(image: string, mirrors: readonly ImageMirror[]): boolean {
  const full = fullName(splitImage(image).name);
  return mirrors.some(({ to }) => full === to || full.startsWith(`${to}/`));
}

/** An image's name, and its version with the character that begins it: `:v1`, `@sha256:…`, `:v1@sha256:…`, or nothing. */
export function splitImage(image: string): { readonly name: string; readonly version: string } {
  // The name ends at the first `:` or `@` behind the first `/` (kustomize/api/internal/image/image.go), or anywhere if there is none.
  const registryEnd = image.indexOf("/") + 1;
  const length = image.slice(registryEnd).search(/[:@]/);
  const end = length < 0 ? image.length : registryEnd + length;
  return { name: image.slice(0, end), version: image.slice(end) };
}

/**
 * A piece of a reference: of `a/b/c:d` the name is `a/b/c`, the version `d`, the folder `a/b`, the base `c`; without one, all of it. Whatever
 * puts name and version together writes a `:` between them, so that of `a@sha256:b` the name is `a@sha256` and the version `b`; a tag beside a
 * digest says nothing and is left out.
 */
export function imagePiece(image: string, piece: "name" | "version" | "folder" | "base" | undefined): string {
  if (piece === undefined) return image;
  const { name, version } = splitImage(image);
  const digest = version.indexOf("@sha256:");
  const ownName = digest < 0 ? name : `${name}@sha256`;
  const slash = ownName.lastIndexOf("/");
  const pieces = {
    name: ownName,
    version: digest < 0 ? version.slice(1) : version.slice(digest + "@sha256:".length),
    folder: ownName.slice(0, Math.max(slash, 0)),
    base: ownName.slice(slash + 1),
  };
  return pieces[piece];
}

/** With registry: `busybox` is `docker.io/library/busybox` (github.com/distribution/reference, ParseNormalizedNamed). */
export function fullName(name: string): string {
  const [first = "", ...rest] = name.split("/");
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (!hasRegistry) return `docker.io/${rest.length === 0 ? "library/" : ""}${name}`;
  if (first !== "docker.io" && first !== "index.docker.io") return name;
  return `docker.io/${rest.length === 1 && rest[0] !== "" ? "library/" : ""}${rest.join("/")}`;
}

/** A digest takes the place of a tag, as in Kustomize (kustomize/api/filters/imagetag/updater.go). */
export function newVersion({ newTag, digest }: ImageOverride): string | undefined {
  if (newTag === undefined && digest === undefined) return undefined;
  return `${newTag === undefined ? "" : `:${newTag}`}${digest === undefined ? "" : `@${digest}`}`;
}

function mirroredName(name: string, mirrors: readonly ImageMirror[]): string {
  const full = fullName(name);
  const fitting = mirrors.filter(({ from }) => full === from || full.startsWith(`${from}/`));
  const [mirror] = [...fitting].sort((a, b) => b.from.length - a.from.length);
  return mirror === undefined ? name : mirror.to + full.slice(mirror.from.length);
}
