import type { ComponentDatabase, DatabaseLogin } from "../model/database.ts";
import type { Platform, PlatformComponent } from "../model/platform.ts";
import type { Values } from "../model/values.gen.ts";
import type { ExpectationEntry } from "./rendered-addition.ts";

/** What a component reads to log in to a database that is not the bundled one: its Secret, and the certificate authority where it has one. */
export function databaseExpectations(platform: Platform, component: PlatformComponent): readonly ExpectationEntry[] {
  const { title } = component.component;
  const database = databaseOf(component);
  if (database?.login === undefined) return [];
  const { namespace, login, caConfigMap } = database;
  const keys = keysOf(login);
  const reason = `As whom ${title} logs in to its database.`;
  const authority = {
    kind: "ConfigMap",
    namespace,
    name: String(caConfigMap),
    keys: ["ca.crt"],
    reason: `The certificate authority of the database of ${title}.`,
  };
  return [
    { kind: "Secret", namespace, name: login.secret, keys, equals: sharedKeys(platform, database, keys), reason },
    ...(caConfigMap === undefined ? [] : [authority]),
  ].map((expectation) => ({ kind: "expectation", name: "database", place: undefined, expectation }));
}

/** The database of a component that logs in to one. */
function databaseOf({ component, settings }: PlatformComponent): ComponentDatabase | undefined {
  const database = settings["database"] as ComponentDatabase | undefined;
  return component.database === undefined || database?.provider === "bundled" ? undefined : database;
}

function keysOf({ usernameKey, passwordKey }: Partial<DatabaseLogin>): readonly string[] {
  return [usernameKey, passwordKey].filter((key) => key !== undefined);
}

/** The platform's login is one, in however many namespaces: where most read it, it is kept; elsewhere its values are those of there. */
function sharedKeys(
  { values, components }: Platform,
  database: ComponentDatabase,
  keys: readonly string[],
): Readonly<Record<string, string>> {
  const { login } = values.database;
  const readers = components
    .flatMap((component) => databaseOf(component) ?? [])
    .filter((each) => isShared(each, values));
  const count = (namespace: string) => readers.filter((each) => each.namespace === namespace).length;
  const namespaces = [...new Set(readers.map(({ namespace }) => namespace))].sort();
  const home = namespaces.sort((a, b) => count(b) - count(a))[0];
  if (home === undefined || home === database.namespace || !isShared(database, values)) return {};
  const known = keysOf(login.username === undefined ? login : { passwordKey: login.passwordKey });
  return Object.fromEntries(
    keys.filter((key) => known.includes(key)).map((key) => [key, `${home}/${login.secret}/${key}`]),
  );
}

/** Whether somebody logs in to the platform's own server with the platform's own Secret. */
function isShared({ provider, host, login }: ComponentDatabase, { database }: Values): boolean {
  return provider === "external" && host === database.host && login?.secret === database.login.secret;
}
