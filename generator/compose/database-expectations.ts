import type { ComponentDatabase } from "../model/database.ts";
import type { PlatformComponent } from "../model/platform.ts";
import type { ExpectationEntry } from "./rendered-addition.ts";

/** What a component reads to log in to a database that is not the bundled one: its Secret, and the certificate authority where it has one. */
export function databaseExpectations({ component, settings }: PlatformComponent): readonly ExpectationEntry[] {
  if (component.database === undefined) return [];
  const { provider, namespace, login, caConfigMap } = settings["database"] as ComponentDatabase;
  if (provider === "bundled" || login === undefined) return [];
  const { secret, usernameKey, passwordKey } = login;
  const keys = [...(usernameKey === undefined ? [] : [usernameKey]), passwordKey];
  const reason = `As whom ${component.title} logs in to its database.`;
  const authority = {
    kind: "ConfigMap",
    namespace,
    name: String(caConfigMap),
    keys: ["ca.crt"],
    reason: `The certificate authority of the database of ${component.title}.`,
  };
  return [
    { kind: "Secret", namespace, name: secret, keys, reason },
    ...(caConfigMap === undefined ? [] : [authority]),
  ].map((expectation) => ({ kind: "expectation", name: "database", place: undefined, expectation }));
}
