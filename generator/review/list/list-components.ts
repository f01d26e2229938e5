import type { Component } from "../../model/component.ts";
import { unmetValue } from "../../model/condition.ts";
import type { OrderedComponent, Platform } from "../../model/platform.ts";
import { printTable } from "./table.ts";

/** One component of an environment, as `list` shows it. */
export interface ListedComponent {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** `empty`: on, but with nothing to deliver. */
  readonly state: "on" | "existing" | "off" | "empty";
  /** Place in the sync order, from 0; absent for what is not delivered. */
  readonly depth?: number;
  /** The file and line that made it so. */
  readonly setBy: string;
  /** Components that sync after it, directly. */
  readonly neededBy: readonly string[];
}

/** Every component of the release with its state and who decided it, in name order. */
export function listComponents(platform: Platform, ordered: readonly OrderedComponent[]): readonly ListedComponent[] {
  const depths = new Map(ordered.map(({ component, depth }) => [component.name, depth]));
  const names = new Set(platform.absent.map(({ component }) => component.name));
  const delivered = platform.components.filter(({ component }) => !names.has(component.name));
  const on = delivered.map(({ component, version }) => ({
    component,
    version,
    state: depths.has(component.name) ? ("on" as const) : ("empty" as const),
  }));
  const absent = platform.absent.map(({ component, version, existing }) => ({
    component,
    version,
    state: existing ? ("existing" as const) : ("off" as const),
  }));
  return [...on, ...absent]
    .map(({ component, version, state }) => ({
      name: component.name,
      title: component.title,
      component,
      version,
      state,
    }))
    .map(({ name, title, component, version, state }) => ({
      name,
      title,
      version,
      state,
      ...(depths.has(name) && { depth: depths.get(name) ?? 0 }),
      setBy: setBy(platform, component, state),
      neededBy: ordered
        .filter(({ dependencies }) => dependencies.some(({ on: target }) => target === name))
        .map((each) => each.component.name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function printComponents(components: readonly ListedComponent[]): string {
  const rows = components.map(({ name, version, state, depth, setBy: by, neededBy }) => [
    name,
    version,
    state,
    depth === undefined ? "" : String(depth),
    by,
    neededBy.join(", "),
  ]);
  return printTable([["COMPONENT", "VERSION", "STATE", "DEPTH", "SET BY", "NEEDED BY"], ...rows]);
}

function setBy(platform: Platform, { name, when }: Component, state: ListedComponent["state"]): string {
  const unmet = state === "off" ? unmetValue(when, platform.values) : undefined;
  const place = platform.locate(unmet ?? ["components", name, state === "existing" ? "existing" : "enabled"]);
  return place === undefined ? "" : `${place.file}:${place.line}`;
}
