import { byDepth, type SyncNode } from "./sync-graph.ts";

/**
 * The sync order as a Mermaid flowchart: a group per depth, and an arrow from each component to those that wait for it, with the first reason
 * why. Titles and reasons may hold any text.
 */
export function printMermaid(nodes: readonly SyncNode[]): string {
  const groups = byDepth(nodes).flatMap(([depth, members]) => [
    `  subgraph depth${depth} ["${depth}"]`,
    ...members.map(({ name, title }) => `    ${identifier(name)}["${entities(title)}"]`),
    "  end",
  ]);
  const arrows = nodes.flatMap(({ name, dependencies }) =>
    dependencies.map(({ on, reasons }) => `  ${identifier(on)} -->${label(reasons[0])} ${identifier(name)}`),
  );
  return `${["flowchart LR", ...groups, ...arrows].join("\n")}\n`;
}

function label(reason: string | undefined): string {
  return reason === undefined ? "" : `|"${entities(reason)}"|`;
}

/** Mermaid's own words (`end`, `style`) and dashes are not safe as identifiers. */
function identifier(name: string): string {
  return `component_${name.replaceAll("-", "_")}`;
}

/** Mermaid knows no backslash: characters with a meaning are written as entities, by number. */
function entities(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[#"&<>|`\\[\]{}]/g, (character) => `#${character.codePointAt(0)};`);
}
