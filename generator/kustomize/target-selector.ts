import type { Fail } from "./field-path.ts";
import { goRegExp } from "./go-regexp.ts";
import type { Selector } from "./kustomization.ts";
import { type LabelMatcher, parseLabelSelector } from "./label-selector.ts";
import { annotationsOf, labelsOf, originalId, type Resource } from "./resource.ts";

/** Says whether a resource is the target of a patch. */
export type ResourceMatcher = (resource: Resource) => boolean;

/**
 * Makes a matcher of a patch's `target` (`api/resmap/reswrangler.go: Select`): every field a whole regular expression in Go's
 * syntax; name and namespace of the original or of the current id, the namespace as it takes effect.
 */
export function targetMatcher(selector: Selector, fail: Fail): ResourceMatcher {
  const group = wholeMatch(selector.group, fail);
  const version = wholeMatch(selector.version, fail);
  const kind = wholeMatch(selector.kind, fail);
  const name = wholeMatch(selector.name, fail);
  const namespace = wholeMatch(selector.namespace, fail);
  const selects = labelsAndAnnotationsMatcher(selector, fail);
  return (resource) => {
    const { id } = resource;
    const original = originalId(resource);
    return (
      kind(id.kind) &&
      group(id.group) &&
      version(id.version) &&
      (name(original.name) || name(id.name)) &&
      (namespace(original.effectiveNamespace) || namespace(id.effectiveNamespace)) &&
      selects(resource)
    );
  };
}

/** The part of a selector that looks at labels and annotations. */
export function labelsAndAnnotationsMatcher(selector: Selector, fail: Fail): ResourceMatcher {
  const labels = labelMatcher(selector.labelSelector, fail);
  const annotations = labelMatcher(selector.annotationSelector, fail);
  return (resource) =>
    (labels === undefined || labels(labelsOf(resource))) &&
    (annotations === undefined || annotations(annotationsOf(resource)));
}

function wholeMatch(pattern: string | undefined, fail: Fail): (text: string) => boolean {
  if (pattern === undefined || pattern === "") return () => true;
  const expression = goRegExp(`^(?:${pattern})$`);
  if (expression !== undefined) return (text) => expression.test(text);
  fail(`\`${pattern}\` is no regular expression in Go's syntax (RE2)`);
  return () => false;
}

function labelMatcher(selector: string | undefined, fail: Fail): LabelMatcher | undefined {
  if (selector === undefined || selector === "") return undefined;
  const matcher = parseLabelSelector(selector);
  if (matcher === undefined) fail(`\`${selector}\` is no selector such as \`app=web,tier in (a,b),!canary\``);
  return matcher;
}
