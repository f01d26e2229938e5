import { compareReleases } from "../model/compare-releases.ts";
import type { Component } from "../model/component.ts";
import type { Path, Value, ValueMap } from "../model/value.ts";
import type { Values } from "../model/values.gen.ts";

/** A setting of a component that some releases do not have. */
export interface ReleaseSetting {
  /** From the root of the values: `components.pipelines.blockV1`. */
  readonly path: Path;
  /** The first release that has it. */
  readonly since: string | undefined;
  /** The last release that has it. */
  readonly until: string | undefined;
}

/** The settings that a release does not have, as the components' schemas say with `x-since` and `x-until`. */
export function settingsNotIn(release: string, components: Iterable<Component>): readonly ReleaseSetting[] {
  const settings = [...components].flatMap(({ name, schema }) => settingsIn(schema, ["components", name]));
  return settings.filter(
    ({ since, until }) =>
      (since !== undefined && compareReleases(release, since) < 0) ||
      (until !== undefined && compareReleases(release, until) > 0),
  );
}

/** The values as if these settings did not exist: a template asks with `"x" in settings` whether the release has one. */
export function withoutSettings(values: Values, settings: readonly ReleaseSetting[]): Values {
  return settings.reduce<unknown>((rest, { path }) => without(rest, path), values) as Values;
}

function settingsIn(schema: ValueMap, path: Path): readonly ReleaseSetting[] {
  const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, ValueMap>>);
  return properties.flatMap(([name, property]) => {
    const { "x-since": since, "x-until": until } = property;
    if (since === undefined && until === undefined) return settingsIn(property, [...path, name]);
    return [{ path: [...path, name], since: text(since), until: text(until) }];
  });
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function without(value: unknown, [key = "", ...rest]: Path): unknown {
  if (typeof value !== "object" || value === null || !(key in value)) return value;
  const { [key]: inside, ...others } = value as Readonly<Record<string, unknown>>;
  return rest.length === 0 ? others : { ...others, [key]: without(inside, rest) };
}
