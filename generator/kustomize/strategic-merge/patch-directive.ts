import type { MappingNode, Node, SequenceNode } from "../../yaml/node.ts";
import type { Fail } from "../field-path.ts";
import { fieldOf, isNilOrEmpty, isNull, textOf, withoutField } from "../fields.ts";

/** What a `$patch` field asks for; without one, to merge. */
type Directive = "merge" | "replace" | "delete";

const directiveField = "$patch";

/** The directive of a mapping, and the mapping without it (`kyaml/yaml/merge2/smpdirective.go`). */
export function takeMappingDirective(patch: MappingNode, fail: Fail): { directive: Directive; patch: MappingNode } {
  const value = fieldOf(patch, directiveField);
  if (value === undefined) return { directive: "merge", patch };
  const directive = asDirective(textOf(value));
  if (directive !== undefined) return { directive, patch: withoutField(patch, directiveField) };
  fail(`\`$patch: ${textOf(value)}\` is none of merge, replace and delete`);
  return { directive: "merge", patch };
}

/** The directive that an item of its own gives for a whole list, and the list without such items. */
export function takeListDirective(patch: SequenceNode, fail: Fail): { directive: Directive; patch: SequenceNode } {
  const marked = patch.items.find((item) => fieldOf(item, directiveField) !== undefined);
  if (marked?.kind !== "mapping" || marked.entries.length > 1) return { directive: "merge", patch };
  const text = textOf(fieldOf(marked, directiveField));
  const directive = asDirective(text);
  if (directive === undefined) {
    fail(`\`$patch: ${text}\` is none of merge, replace and delete`);
    return { directive: "merge", patch };
  }
  const items = patch.items.filter((item) => !isNilOrEmptyItem(item) && textOf(fieldOf(item, directiveField)) !== text);
  return { directive, patch: { kind: "sequence", items } };
}

function isNilOrEmptyItem(item: Node): boolean {
  return isNull(item) || (item.kind === "mapping" && isNilOrEmpty(item));
}

function asDirective(text: string): Directive | undefined {
  return text === "merge" || text === "replace" || text === "delete" ? text : undefined;
}
