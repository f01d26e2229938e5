import type { ObjectFacts } from "../model/facts.ts";
import type { PlatformComponent } from "../model/platform.ts";
import type { Path } from "../model/value.ts";

/** The Secrets that a component says it expects in the cluster, as far as its settings name them, with their keys as credentials. */
export function expectedSecrets({ component, settings }: PlatformComponent): readonly ObjectFacts[] {
  const read = (text: string | Path): string | undefined => (typeof text === "string" ? text : textAt(settings, text));
  return component.secrets.flatMap(({ name, namespace, keys }): ObjectFacts[] => {
    const named = read(name);
    if (named === undefined) return [];
    const credentials = keys.flatMap((key) => read(key) ?? []);
    return [{ apiVersion: "v1", kind: "Secret", namespace, name: named, credentials }];
  });
}

/** `path` begins with `components.<name>`. */
function textAt(settings: object, path: Path): string | undefined {
  let value: unknown = settings;
  for (const key of path.slice(2))
    value = typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
