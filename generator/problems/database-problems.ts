import type { DatabaseChoices } from "../model/database.ts";
import type { Place, Problem } from "../model/problem.ts";

/** `what` is the provider or the engine that the component cannot have. */
export function databaseUnfit(
  component: string,
  what: string,
  { providers, engines }: DatabaseChoices,
  place: Place,
): Problem {
  const own = `components.${component}.database.host (${engines.join(" or ")})`;
  const others = providers.filter((provider) => provider !== "external");
  const instead = others.length === 0 ? "" : `, or components.${component}.database.provider: ${others.join(" or ")}`;
  return {
    code: "DATABASE_UNFIT",
    message: `${component} cannot keep its state in a database that is ${what}.`,
    hint: `Give it a server of its own: ${own}${instead}.`,
    place,
  };
}

export function databaseWithoutTls(component: string, engine: string, place: Place): Problem {
  return {
    code: "DATABASE_UNFIT",
    message: `${component} speaks ${engine} in plain text alone.`,
    hint: `Set components.${component}.database.tls: disable, or give it a server of another kind under components.${component}.database.`,
    place,
  };
}

export function databaseIncomplete(components: readonly string[], missing: readonly string[], place: Place): Problem {
  const [one = "", ...more] = components;
  const alone = more.length === 0 ? `, or in components.${one}.database for it alone` : "";
  return {
    code: "DATABASE_INCOMPLETE",
    message: `The database of ${components.join(", ")} is an external one, but nothing says ${missing.join(", ")}.`,
    hint: `Say ${missing.map((key) => `database.${key}`).join(", ")}${alone}.`,
    place,
  };
}

export function databaseShared(name: string, components: readonly string[], place?: Place): Problem {
  const [first, second] = components;
  const who = first === second ? `Two of the databases of ${first} are` : `${first} and ${second} both have`;
  return {
    code: "DATABASE_SHARED",
    message: `${who} the database ${name} of one server: each would find tables that are not its own.`,
    hint: `Set components.${second}.database.name, or names, to another one.`,
    ...(place && { place }),
  };
}

/** `setting` is a path: `database.host`. */
export function databaseUnread(setting: string, place: Place): Problem {
  return {
    code: "DATABASE_UNREAD",
    message: `Nothing reads ${setting} with the database that the values choose.`,
    hint: "An address and a login are those of an external server, a volume is that of the bundled one, an authority is asked with tls: verify. Choose so with provider, or leave it out.",
    place,
  };
}

/** `server` is the component that runs what `provider` names. */
export function databaseServerOff(provider: string, server: string, place: Place): Problem {
  return {
    code: "DATABASE_SERVER_OFF",
    message: `The database is to be ${provider}, but the component that runs it is not delivered.`,
    hint: `Set components.${server}.enabled: true; for a server that is there already, provider: external.`,
    place,
  };
}
