import type { LabelSelector } from "../model/facts.ts";
import type { Path, Value } from "../model/value.ts";
import { presentList } from "./present-list.ts";
import { listAt, textAt, textMapAt, textsAt } from "./value-at.ts";
import { withoutAbsent } from "./without-absent.ts";

/** The label selector at `path`; undefined where there is none, or one without requirements, which selects everything. */
export function labelSelector(value: Value, path: Path): LabelSelector | undefined {
  const matchLabels = textMapAt(value, [...path, "matchLabels"]);
  const found = withoutAbsent<LabelSelector>({
    matchLabels: Object.keys(matchLabels).length > 0 ? matchLabels : undefined,
    matchExpressions: presentList(listAt(value, [...path, "matchExpressions"]).flatMap(requirement)),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

type Requirement = NonNullable<LabelSelector["matchExpressions"]>[number];
const OPERATORS: readonly Requirement["operator"][] = ["In", "NotIn", "Exists", "DoesNotExist"];

function requirement(expression: Value): readonly Requirement[] {
  const operator = OPERATORS.find((known) => known === textAt(expression, ["operator"]));
  if (operator === undefined) return [];
  return [
    withoutAbsent<Requirement>({
      key: textAt(expression, ["key"]) ?? "",
      operator,
      values: presentList(textsAt(expression, ["values"])),
    }),
  ];
}
