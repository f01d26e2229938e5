import { posix } from "node:path";
import { printValue } from "../yaml/print-value.ts";
import { parseRepositoryUrl } from "./parse-repository-url.ts";

/** Where an object came from, or what generated or transformed it (`api/resource/origin.go`). Paths start at the build's root. */
export interface Origin {
  readonly path?: string;
  readonly repo?: string;
  readonly ref?: string;
  readonly configuredIn?: string;
  readonly configuredBy?: {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

export const originAnnotation = "config.kubernetes.io/origin";
export const transformationsAnnotation = "alpha.config.kubernetes.io/transformations";

/** The origin of what an entry of `resources` or `components` leads to; a repository starts a new path. */
export function originOf(origin: Origin, path: string): Origin {
  const spec = parseRepositoryUrl(path);
  if (spec === undefined) return { ...origin, path: posix.join(origin.path ?? "", path) };
  const { url, ref } = spec;
  return { repo: url, path: spec.path === "" ? "" : posix.normalize(spec.path), ...(ref === "" ? {} : { ref }) };
}

/** The origin of what a plugin made or changed. */
export function pluginOrigin(origin: Origin, configuredIn: string, by: Origin["configuredBy"]): Origin {
  const { repo, ref } = origin;
  return {
    ...(repo ? { repo } : {}),
    ...(ref ? { ref } : {}),
    configuredIn,
    ...(by === undefined ? {} : { configuredBy: by }),
  };
}

/** The YAML that the annotation holds. */
export function printOrigin(origin: Origin): string {
  return printValue(fieldsOf(origin));
}

export function printTransformations(transformations: readonly Origin[]): string {
  return printValue(transformations.map(fieldsOf));
}

function fieldsOf(origin: Origin): Record<string, string | Record<string, string>> {
  const fields: Record<string, string | Record<string, string>> = {};
  for (const name of ["path", "repo", "ref", "configuredIn"] as const) {
    const value = origin[name];
    if (value) fields[name] = value;
  }
  const by = Object.entries(origin.configuredBy ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (by.length > 0) fields.configuredBy = Object.fromEntries(by) as Record<string, string>;
  return fields;
}
