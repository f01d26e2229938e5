import { type GoRegExp, goRegExp } from "../kustomize/go-regexp.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { Value, ValueMap } from "../model/value.ts";

/** How a patch says which objects it means. */
export interface ObjectPattern {
  readonly matches: (object: ObjectFacts) => boolean;
  /** In words, for a problem: `Deployment kubeflow/katib-ui`. */
  readonly text: string;
  readonly kind: string;
  readonly name: string;
}

/** The one object that a strategic-merge patch without target means: equal apiVersion, kind, name and namespace (`api/resmap`, ApplySmPatch). */
export function patternOfObject(object: ValueMap): ObjectPattern {
  const { apiVersion, kind } = object;
  const metadata = object.metadata as ValueMap;
  const name = String(metadata.name);
  const namespace = typeof metadata.namespace === "string" ? metadata.namespace : undefined;
  return {
    kind: String(kind),
    name,
    text: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name} (${apiVersion})`,
    matches: (facts) =>
      facts.kind === kind &&
      facts.apiVersion === apiVersion &&
      facts.name === name &&
      (facts.namespace ?? "default") === (namespace ?? "default"),
  };
}

/** The objects that a `target` selects: each given field is an anchored regular expression (`api/types/selector.go`). */
export function patternOfTarget(target: ValueMap): ObjectPattern {
  const fields = {
    group: expression(target.group),
    version: expression(target.version),
    kind: expression(target.kind),
    name: expression(target.name),
    namespace: expression(target.namespace),
  };
  return {
    kind: String(target.kind ?? ""),
    name: String(target.name ?? ""),
    text: `selected by ${JSON.stringify(target)}`,
    matches: (facts) => {
      const [version = "", group = ""] = facts.apiVersion.split("/").reverse();
      return (
        fields.group(group) &&
        fields.version(version) &&
        fields.kind(facts.kind) &&
        fields.name(facts.name) &&
        fields.namespace(facts.namespace ?? "default")
      );
    },
  };
}

/** In words, which field of a `target` is no regular expression, if one is. */
export function patternFault(target: ValueMap): string | undefined {
  const field = FIELDS.find((name) => anchored(target[name]) === undefined);
  return (
    field && `The ${field} of this target, ${String(target[field])}, is no regular expression in Go's syntax (RE2)`
  );
}

const FIELDS = ["group", "version", "kind", "name", "namespace"] as const;

function expression(value: Value | undefined): (text: string) => boolean {
  const pattern = anchored(value);
  return (text) => pattern?.test(text) === true;
}

/** The expression for a whole text, which a field that says nothing leaves open; undefined where it is none. */
function anchored(value: Value | undefined): GoRegExp | undefined {
  return typeof value !== "string" || value === "" ? ANYTHING : goRegExp(`^(?:${value})$`);
}

const ANYTHING: GoRegExp = { test: () => true };
