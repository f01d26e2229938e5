import { planEnvironment } from "../../generate.ts";
import { listEnvironments, listOverlays } from "../../layers/list-environments.ts";
import type { Environment } from "../../model/environment.ts";
import { listComponents, printComponents } from "../../review/list/list-components.ts";
import { listExpectations, printExpectations } from "../../review/list/list-expectations.ts";
import { listReleases, printReleases } from "../../review/list/list-releases.ts";
import { listResources, printResources } from "../../review/list/list-resources.ts";
import { printTable } from "../../review/list/table.ts";
import { type Selection, selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface ListOptions {
  readonly root: string;
  readonly env?: string;
  readonly output: OutputFormat;
  /** What the cluster must have before the environment is synced. */
  readonly expectations?: boolean;
  /** What the environment's components take. */
  readonly resources?: boolean;
  /** Which version of each component every release has. */
  readonly releases?: boolean;
}

/**
 * Lists what there is to choose from, or the components' versions per release; with an environment, its components and why each is on, what
 * it expects of the cluster, or what it takes.
 */
export async function listCommand(options: ListOptions, terminal: Terminal): Promise<number> {
  const ofEnvironment = (["expectations", "resources"] as const).find((flag) => options[flag] === true);
  if (ofEnvironment !== undefined && options.env === undefined) {
    terminal.stderr.write(`error: --${ofEnvironment} needs --env <name>\n`);
    return EXIT.usage;
  }
  const selection = selectEnvironments(options.env === undefined ? { ...options, all: true } : options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { catalog, environments } = selection.value;
  const [environment] = environments;
  if (options.releases === true) {
    print(listReleases(catalog), printReleases, options, terminal);
    return EXIT.done;
  }
  if (options.env === undefined || environment === undefined) {
    print(choices(selection.value), printChoices, options, terminal);
    return EXIT.done;
  }
  const plan = planEnvironment(environment, catalog);
  if (!plan.ok) return refuse(plan.problems, options, terminal);
  const { platform, components, undelivered } = plan.value;
  if (options.expectations === true)
    print(listExpectations(platform, [...components, ...undelivered]), printExpectations, options, terminal);
  else if (options.resources === true) print(listResources(platform, components), printResources, options, terminal);
  else print(listComponents(platform, components), printComponents, options, terminal);
  return EXIT.done;
}

/** What there is to choose from. */
interface Choices {
  readonly environments: readonly Pick<Environment, "name" | "chain" | "overlays">[];
  readonly overlays: readonly string[];
  readonly releases: readonly string[];
  readonly components: readonly { readonly name: string; readonly category: string; readonly summary: string }[];
}

function choices({ roots, catalog, environments }: Selection): Choices {
  const known = new Set(listEnvironments(roots));
  return {
    environments: environments
      .filter(({ name }) => known.has(name))
      .map(({ name, chain, overlays }) => ({ name, chain, overlays })),
    overlays: listOverlays(roots),
    releases: [...catalog.releases.keys()],
    components: [...catalog.components.values()].map(({ name, category, summary }) => ({ name, category, summary })),
  };
}

function printChoices({ environments, overlays, releases, components }: Choices): string {
  const rows = environments.map(({ name, chain, overlays: used }) => [
    name,
    chain.slice(0, -1).join(" > "),
    used.join(", "),
  ]);
  return [
    printTable([["ENVIRONMENT", "EXTENDS", "OVERLAYS"], ...rows]),
    printTable([["OVERLAY"], ...overlays.map((name) => [name])]),
    printTable([["RELEASE"], ...releases.map((name) => [name])]),
    printTable([
      ["COMPONENT", "CATEGORY", "SUMMARY"],
      ...components.map(({ name, category, summary }) => [name, category, summary]),
    ]),
  ].join("\n");
}

function print<T>(result: T, printText: (result: T) => string, { output }: ListOptions, terminal: Terminal): void {
  terminal.stdout.write(output === "json" ? `${JSON.stringify(result, undefined, 2)}\n` : printText(result));
}
