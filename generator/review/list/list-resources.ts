import type { OrderedComponent, Platform } from "../../model/platform.ts";
import type { ReleaseResources } from "../../model/release.ts";
import { parseQuantity, printQuantity } from "./quantity.ts";
import { printTable } from "./table.ts";

/** What the components of an environment take. */
export interface ListedResources {
  readonly release: string;
  readonly components: readonly ComponentResources[];
  /** Cores and bytes. */
  readonly total: { readonly cpu: number; readonly memory: number; readonly claimed: number };
}

export interface ComponentResources {
  readonly name: string;
  /** What the release's README says. */
  readonly documented: ReleaseResources;
  /** The volumes that the environment's own objects ask for. */
  readonly claims: readonly { readonly name: string; readonly size: string }[];
}

/** CPU and memory as the release's README gives them, volumes as the environment asks for them; in name order. */
export function listResources({ release }: Platform, ordered: readonly OrderedComponent[]): ListedResources {
  const components = ordered
    .map(({ component: { name }, objects }) => ({
      name,
      documented: release.components.get(name)?.resources ?? {},
      claims: objects.flatMap(({ claims = [] }) => claims.map((claim) => ({ name: claim.name, size: claim.size }))),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    release: release.name,
    components,
    total: {
      cpu: sum(components.map(({ documented }) => documented.cpu)),
      memory: sum(components.map(({ documented }) => documented.memory)),
      claimed: sum(components.flatMap(({ claims }) => claims.map(({ size }) => size))),
    },
  };
}

export function printResources({ release, components, total }: ListedResources): string {
  const rows = components.map(({ name, documented: { cpu = "", memory = "" }, claims }) => [
    name,
    cpu,
    memory,
    printQuantity(sum(claims.map(({ size }) => size)), "Gi"),
    claims.map(({ name: claim, size }) => `${claim} ${size}`).join(", "),
  ]);
  const totals = [
    "TOTAL",
    printQuantity(total.cpu, "m"),
    printQuantity(total.memory, "Mi"),
    printQuantity(total.claimed, "Gi"),
    "",
  ];
  const source = `CPU and memory: what the README of Kubeflow ${release} gives. Volumes: what the environment's objects claim.\n`;
  return printTable([["COMPONENT", "CPU", "MEMORY", "VOLUMES", "CLAIMS"], ...rows, totals]) + source;
}

function sum(quantities: readonly (string | undefined)[]): number {
  return quantities.reduce((total, quantity = "") => total + parseQuantity(quantity), 0);
}
