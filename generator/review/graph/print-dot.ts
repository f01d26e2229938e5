import { byDepth, type SyncNode } from "./sync-graph.ts";

/**
 * The sync order in Graphviz DOT: components of one depth stand in one column, and an arrow goes from each to those that wait for it, with the
 * first reason why. Titles and reasons may hold any text.
 */
export function printDot(nodes: readonly SyncNode[]): string {
  const declared = nodes.map(({ name, title }) => `  ${quote(name)} [label=${quote(title)}];`);
  const columns = byDepth(nodes).map(
    ([, members]) => `  { rank=same; ${members.map(({ name }) => `${quote(name)};`).join(" ")} }`,
  );
  const arrows = nodes.flatMap(({ name, dependencies }) =>
    dependencies.map(({ on, reasons }) => `  ${quote(on)} -> ${quote(name)}${label(reasons[0])};`),
  );
  return `${["digraph platform {", "  rankdir=LR;", "  node [shape=box];", ...declared, ...columns, ...arrows, "}"].join("\n")}\n`;
}

function label(reason: string | undefined): string {
  return reason === undefined ? "" : ` [label=${quote(reason)}]`;
}

/** A quoted string of DOT: a backslash would begin an escape such as `\N`, which stands for the node's name. */
function quote(text: string): string {
  return `"${text.replace(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
