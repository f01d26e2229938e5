import { posix } from "node:path";
import { patchTargetInvalid } from "../../problems/kustomize-patch-problems.ts";
import type { MappingNode, Node } from "../../yaml/node.ts";
import { splitPath } from "../field-path.ts";
import { kindName, withText } from "../fields.ts";
import type { Selector } from "../kustomization.ts";
import { editMatching } from "../matching-fields.ts";
import { targetMatcher } from "../target-selector.ts";
import type { Asked, Transformer } from "../transformer.ts";
import { changeObject, failFor } from "./change-objects.ts";
import { setNamespace } from "./namespace.ts";

/** Where a value goes: which objects, which field, and optionally which part of a path in it. */
export interface ValueTarget {
  readonly selector?: Selector;
  readonly fieldPath?: string;
  readonly filePathPosition?: number;
}

/** Writes one value into fields, or inserts it into the paths that they hold (`internal/builtins/ValueAddTransformer.go`). */
export function valueAddTransformer(value: string, targets: readonly ValueTarget[], asked: Asked): Transformer {
  const prepared = targets.map((target) => {
    const fail = (reason: string): void => asked.context.problems.report(patchTargetInvalid(reason), asked.entry);
    return { target, matches: targetMatcher(target.selector ?? {}, fail) };
  });
  return {
    kind: "ValueAddTransformer",
    transform: (resources) =>
      resources.map((resource) => {
        let changed = resource;
        for (const { target, matches } of prepared) {
          if (!matches(changed)) continue;
          if (target.fieldPath === "metadata/namespace") {
            const options = { namespace: value, specs: [], unsetOnly: false, subjects: "defaultOnly" } as const;
            changed = setNamespace(changed, options, asked);
            continue;
          }
          const fail = failFor(changed, "the added value", asked);
          const set = (node: Node): Node => {
            if (node.kind === "scalar") return withText(node, newValue(node.text, value, target.filePathPosition ?? 0));
            fail(`expected a text but found ${kindName(node)}`);
            return node;
          };
          const path = splitPath(target.fieldPath ?? "", "/");
          const { node } = editMatching(changed.body.node, path, "scalar", set, fail);
          changed = changeObject(changed, node as MappingNode, asked);
        }
        return changed;
      }),
  };
}

function newValue(old: string, value: string, position: number): string {
  return position > 0 ? insertPathPart(old, position - 1, value) : value;
}

/** A new part at a position of a path, counted without the leading slash (`kyaml/filesys/util.go: InsertPathPart`). */
function insertPathPart(path: string, position: number, part: string): string {
  const isAbsolute = path.startsWith("/");
  const parts = path.split("/").filter((one) => one !== "");
  const inserted = posix.join(...parts.slice(0, position), part, ...parts.slice(position));
  return isAbsolute ? `/${inserted}` : inserted;
}
