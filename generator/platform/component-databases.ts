import type { Component } from "../model/component.ts";
import type {
  ComponentDatabase,
  DatabaseChoices,
  DatabaseEngine,
  DatabaseLogin,
  DatabaseServer,
  WrittenDatabase,
} from "../model/database.ts";
import type { Values } from "../model/values.gen.ts";

/** The values with every component's `database` completed by the platform's, so that rules, orders and templates read what holds. */
export function withDatabases(values: Values, components: readonly Component[]): Values {
  const servers = new Map(
    components.flatMap(({ provides, databaseServer }) =>
      databaseServer === undefined ? [] : provides.map((capability) => [capability, databaseServer] as const),
    ),
  );
  const completed = components.flatMap(({ name, database: choices }) => {
    const settings = values.components[name];
    if (choices === undefined || settings === undefined) return [];
    const wanted = { own: writtenDatabase(values, name), platform: values.database as WrittenDatabase };
    const database = completeDatabase(wanted, {
      user: name,
      choices,
      servers,
      namespace: namespaceOf(choices, values),
    });
    return [[name, { ...settings, database }]];
  });
  return { ...values, components: { ...values.components, ...Object.fromEntries(completed) } };
}

/** What the values say about the database of one component, before or after it was completed. */
export function writtenDatabase({ components }: Values, name: string): WrittenDatabase {
  return (components[name]?.["database"] ?? {}) as WrittenDatabase;
}

/** The capability of whoever runs the server; undefined for one that no component runs. */
export function serverCapability({ provider }: Pick<ComponentDatabase, "provider">): string | undefined {
  return provider === "bundled" || provider === "external" ? undefined : `database.${provider}`;
}

interface Written {
  readonly own: WrittenDatabase;
  readonly platform: WrittenDatabase;
}

interface Context {
  /** Who logs in to a server that makes its users from the values. */
  readonly user: string;
  readonly choices: DatabaseChoices;
  readonly servers: ReadonlyMap<string, DatabaseServer>;
  readonly namespace: string;
}

function completeDatabase({ own, platform }: Written, context: Context): ComponentDatabase {
  // A server of its own is what an address of its own can only mean.
  const provider = own.provider ?? (own.host === undefined ? (platform.provider ?? "bundled") : "external");
  const { name, names } = own;
  const whole = { provider, namespace: context.namespace };
  if (provider === "bundled") return whole;
  const named = { ...whole, ...(name !== undefined && { name }), ...(names !== undefined && { names }) };
  const login = completeLogin({ own, platform });
  const server = context.servers.get(`database.${provider}`);
  if (server === undefined) return { ...named, ...externalServer({ own, platform }, context.choices), login };
  const { secret, passwordKey } = login;
  return {
    ...named,
    ...server,
    tls: "disable",
    login: { secret, username: own.login?.username ?? context.user, passwordKey },
  };
}

/** The platform's server, or one of its own: that is not asked at the port of the other, and may speak what it alone can be. */
function externalServer({ own, platform }: Written, { engines }: DatabaseChoices): WrittenDatabase {
  const isOwn = own.host !== undefined;
  const host = own.host ?? platform.host;
  const engine = own.engine ?? (isOwn ? fitting(platform.engine, engines) : platform.engine);
  const port = own.port ?? (isOwn ? undefined : platform.port) ?? (engine && PORTS[engine]);
  const tls = own.tls ?? platform.tls;
  const caConfigMap = tls === "verify" ? (own.caConfigMap ?? platform.caConfigMap) : undefined;
  return {
    ...(engine !== undefined && { engine }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(tls !== undefined && { tls }),
    ...(caConfigMap !== undefined && { caConfigMap }),
  };
}

const PORTS: Readonly<Record<DatabaseEngine, number>> = { mysql: 3306, postgres: 5432 };

function fitting(engine: DatabaseEngine | undefined, engines: readonly DatabaseEngine[]): DatabaseEngine | undefined {
  if (engine !== undefined && engines.includes(engine)) return engine;
  return engines.length === 1 ? engines[0] : undefined;
}

/** A name takes the place of the key of one. */
function completeLogin({ own, platform }: Written): DatabaseLogin {
  const { username, usernameKey, ...rest } = { ...platform.login, ...own.login } as DatabaseLogin;
  const isKey = username === undefined || (own.login?.usernameKey !== undefined && own.login.username === undefined);
  return isKey ? { ...rest, ...(usernameKey !== undefined && { usernameKey }) } : { ...rest, username };
}

function namespaceOf({ namespace }: DatabaseChoices, values: Values): string {
  if (typeof namespace === "string") return namespace;
  return String(
    namespace.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], values),
  );
}
