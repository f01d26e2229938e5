import { imageNameInvalid } from "../../problems/kustomize-transform-problems.ts";
import type { Node } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import type { FieldSpec } from "../field-spec.ts";
import { fieldOf, isNull, kindName, mapFields, mapItems, textOf, withField, withText } from "../fields.ts";
import { type GoRegExp, goRegExp } from "../go-regexp.ts";
import type { ImageRule } from "../kustomization.ts";
import { entryAt } from "../report.ts";
import type { Resource } from "../resource.ts";
import type { Asked, Transformer, TransformerStep } from "../transformer.ts";
import { changeAtSpecs, changeObject, failFor } from "./change-objects.ts";

/** One transformer for each entry of `images`. */
export function imageTransformers({ kustomization, config, context }: TransformerStep): readonly Transformer[] {
  const { images, entry } = kustomization;
  return images.map((rule, index) =>
    imageTransformer(rule, config.images, { entry: entryAt(entry, "images", index), context }),
  );
}

/**
 * Replaces name, tag or digest of an image in two passes: wherever there are containers, then where the specs say
 * (`api/filters/imagetag`). Two passes show: a tagSuffix is appended twice.
 */
export function imageTransformer(rule: ImageRule, specs: readonly FieldSpec[], asked: Asked): Transformer {
  const kind = "ImageTagTransformer";
  const name = rule.name ?? "";
  // Kustomize does not escape the name, so it is a regular expression.
  const pattern = goRegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  if (pattern === undefined) {
    asked.context.problems.report(imageNameInvalid(name), asked.entry);
    return { kind, transform: (resources) => resources };
  }
  const change = (resource: Resource): Resource => {
    if (resource.id.kind === "CustomResourceDefinition") return resource;
    const fail = failFor(resource, "images", asked);
    const set = imageSetter(rule, pattern, fail);
    const changed = mayHaveContainers(resource)
      ? changeObject(resource, setInContainers(resource.body.node, set, fail) as typeof resource.body.node, asked)
      : resource;
    return changeAtSpecs(changed, specs, undefined, set, asked, fail);
  };
  return { kind, transform: (resources) => resources.map(change) };
}

function mayHaveContainers({ body }: Resource): boolean {
  return body.mayContain === undefined || body.mayContain("ontainers");
}

/** At any depth, the `image` of every item of every list named containers or initContainers. */
function setInContainers(node: Node, set: (node: Node) => Node, fail: Fail): Node {
  if (node.kind === "sequence") return mapItems(node, (item) => setInContainers(item, set, fail));
  if (node.kind !== "mapping") return node;
  return mapFields(node, (value, name) => {
    const inside = setInContainers(value, set, fail);
    if ((name !== "containers" && name !== "initContainers") || inside.kind !== "sequence") return inside;
    return mapItems(inside, (container) => setImage(container, set, fail));
  });
}

function setImage(container: Node, set: (node: Node) => Node, fail: Fail): Node {
  if (isNull(container)) return container;
  if (container.kind !== "mapping") {
    fail(`a container is ${kindName(container)}`);
    return container;
  }
  const image = fieldOf(container, "image");
  return image === undefined ? container : withField(container, "image", set(image));
}

function imageSetter(rule: ImageRule, pattern: GoRegExp, fail: Fail): (node: Node) => Node {
  return (node) => {
    if (node.kind !== "scalar") {
      fail(`an image is ${kindName(node)}`);
      return node;
    }
    return pattern.test(textOf(node)) ? withText(node, changedImage(node.text, rule)) : node;
  };
}

function changedImage(image: string, rule: ImageRule): string {
  const { name, tag, digest } = splitImage(image);
  const renamed = rule.newName || name;
  if (rule.newTag && rule.digest) return joinImage(renamed, rule.newTag, rule.digest);
  if (rule.newTag) return joinImage(renamed, rule.newTag, "");
  if (rule.digest) return joinImage(renamed, "", rule.digest);
  if (rule.tagSuffix) return joinImage(renamed, tag + rule.tagSuffix, "");
  return joinImage(renamed, tag, digest);
}

function joinImage(name: string, tag: string, digest: string): string {
  return name + (tag === "" ? "" : `:${tag}`) + (digest === "" ? "" : `@${digest}`);
}

/** Tag and digest begin at the first `:` and `@` after the first slash (`api/internal/image/image.go: Split`). */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf("/"), 0);
  const at = image.indexOf("@", slash);
  const colon = image.indexOf(":", slash);
  if (at < 0 && colon < 0) return { name: image, tag: "", digest: "" };
  if (at >= 0 && (at < colon || colon < 0)) return { name: image.slice(0, at), tag: "", digest: image.slice(at + 1) };
  const end = at < 0 ? image.length : at;
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: at < 0 ? "" : image.slice(at + 1) };
}
