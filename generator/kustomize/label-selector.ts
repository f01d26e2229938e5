/** Says whether some labels or annotations are selected. */
export type LabelMatcher = (labels: ReadonlyMap<string, string>) => boolean;

const setRequirement = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const comparison = /^([^\s=!<>]+)\s*(==|=|!=|>|<)\s*([^\s=!<>]*)$/;
const existence = /^(!?)\s*([^\s=!<>()]+)$/;

/**
 * Reads a selector in the grammar of Kubernetes: `a=b,c!=d,e in (x,y),f notin (z),g,!h,i>1`. All of it must hold. An empty
 * selector selects everything. Undefined when it cannot be read.
 */
export function parseLabelSelector(selector: string): LabelMatcher | undefined {
  if (selector.trim() === "") return () => true;
  const matchers: LabelMatcher[] = [];
  for (const requirement of splitRequirements(selector)) {
    const matcher = parseRequirement(requirement);
    if (matcher === undefined) return undefined;
    matchers.push(matcher);
  }
  return (labels) => matchers.every((matches) => matches(labels));
}

/** Commas within parentheses separate values, not requirements. */
function splitRequirements(selector: string): readonly string[] {
  const requirements: string[] = [];
  let start = 0;
  for (const { 0: found, index } of selector.matchAll(/\([^()]*\)|,/g)) {
    if (found !== ",") continue;
    requirements.push(selector.slice(start, index).trim());
    start = index + 1;
  }
  return [...requirements, selector.slice(start).trim()];
}

function parseRequirement(requirement: string): LabelMatcher | undefined {
  const set = setRequirement.exec(requirement);
  if (set !== null) {
    const [, key = "", operator, list = ""] = set;
    const values = new Set(list.split(",").map((value) => value.trim()));
    const isIn = operator === "in";
    return (labels) => (labels.has(key) ? values.has(labels.get(key) as string) === isIn : !isIn);
  }
  const compared = comparison.exec(requirement);
  if (compared !== null) return compare(compared[1] as string, compared[2] as string, compared[3] as string);
  const exists = existence.exec(requirement);
  if (exists === null) return undefined;
  const [, negation, key = ""] = exists;
  return (labels) => labels.has(key) !== (negation === "!");
}

function compare(key: string, operator: string, value: string): LabelMatcher | undefined {
  if (operator === "!=") return (labels) => labels.get(key) !== value;
  if (operator === "=" || operator === "==") return (labels) => labels.get(key) === value;
  if (!/^[+-]?\d+$/.test(value)) return undefined;
  const bound = BigInt(value.replace("+", ""));
  return (labels) => {
    const text = labels.get(key) ?? "";
    if (!/^[+-]?\d+$/.test(text)) return false;
    const number = BigInt(text.replace("+", ""));
    return operator === ">" ? number > bound : number < bound;
  };
}
