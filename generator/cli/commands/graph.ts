import { planEnvironment } from "../../generate.ts";
import type { OrderedComponent } from "../../model/platform.ts";
import { printDot } from "../../review/graph/print-dot.ts";
import { printMermaid } from "../../review/graph/print-mermaid.ts";
import type { SyncNode } from "../../review/graph/sync-graph.ts";
import { selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface GraphOptions {
  readonly root: string;
  readonly env: string;
  /** The graph language of text output. */
  readonly format: keyof typeof PRINTERS;
  /** `json`: the nodes and their dependencies as data. */
  readonly output: OutputFormat;
}

/** Every graph language. */
const PRINTERS = { mermaid: printMermaid, dot: printDot } as const;

/** Prints in which order an environment's components sync, and why. */
export async function graphCommand(options: GraphOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { catalog, environments } = selection.value;
  for (const environment of environments) {
    const plan = planEnvironment(environment, catalog);
    if (!plan.ok) return refuse(plan.problems, options, terminal);
    terminal.stdout.write(print(environment.name, plan.value.components.map(syncNode), options));
  }
  return EXIT.done;
}

function print(environment: string, nodes: readonly SyncNode[], { format, output }: GraphOptions): string {
  if (output === "json") return `${JSON.stringify({ environment, components: nodes }, undefined, 2)}\n`;
  return PRINTERS[format](nodes);
}

function syncNode({ component, depth, dependencies }: OrderedComponent): SyncNode {
  return { name: component.name, title: component.title, depth, dependencies };
}
