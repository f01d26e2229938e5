import type { Component } from "../../model/component.ts";
import type { ComponentDatabase, DatabaseChoices } from "../../model/database.ts";
import { type MergedValues, saidBeyondDefaults } from "../../model/merged-values.ts";
import type { Platform } from "../../model/platform.ts";
import type { Place, Problem } from "../../model/problem.ts";
import type { Values } from "../../model/values.gen.ts";
import {
  databaseIncomplete,
  databaseServerOff,
  databaseShared,
  databaseUnfit,
  databaseWithoutTls,
} from "../../problems/database-problems.ts";
import { serverCapability, writtenDatabase } from "../component-databases.ts";
import type { Rule } from "../rule.ts";

/** Who keeps its state in a server that is not its own can be told how to reach it, speaks what the server does, and has a database to itself. */
export const databasesAreWhole: Rule = (platform, merged) => {
  const consumers = consumersOf(platform);
  const unfit = consumers.flatMap((consumer) => misfit(consumer, merged));
  if (unfit.length > 0) return unfit;
  return [...serverless(platform, consumers, merged), ...incomplete(consumers, merged), ...shared(consumers, merged)];
};

interface Consumer {
  readonly name: string;
  readonly choices: DatabaseChoices;
  readonly database: ComponentDatabase;
}

function consumersOf({ components, values }: Platform): readonly Consumer[] {
  return components.flatMap(({ component: { name, database: choices } }) =>
    choices === undefined ? [] : [{ name, choices, database: writtenDatabase(values, name) as ComponentDatabase }],
  );
}

function misfit(consumer: Consumer, merged: MergedValues<Values>): readonly Problem[] {
  const { name, choices, database } = consumer;
  const { provider, engine, tls = "disable" } = database;
  if (!choices.providers.includes(provider))
    return [databaseUnfit(name, provider, choices, placeOf(consumer, "provider", merged))];
  if (engine === undefined) return [];
  if (!choices.engines.includes(engine))
    return [databaseUnfit(name, engine, choices, placeOf(consumer, "engine", merged))];
  const isRefused = provider === "external" && tls !== "disable" && choices.withoutTls?.includes(engine) === true;
  return isRefused ? [databaseWithoutTls(name, engine, placeOf(consumer, "tls", merged))] : [];
}

/** A server that the platform is to run comes with its databases and users only if the component that runs it is delivered. */
function serverless(
  { components, absent }: Platform,
  consumers: readonly Consumer[],
  merged: MergedValues<Values>,
): readonly Problem[] {
  const places = new Map<string, Problem>();
  for (const consumer of consumers) {
    const { database } = consumer;
    const capability = serverCapability(database);
    const runsIt = ({ component }: { readonly component: Component }) =>
      component.provides.includes(String(capability));
    if (capability === undefined || components.some(runsIt)) continue;
    const place = placeOf(consumer, "provider", merged);
    const server = absent.find(runsIt)?.component.name ?? database.provider;
    places.set(JSON.stringify(place), databaseServerOff(database.provider, server, place));
  }
  return [...places.values()];
}

/** One problem for all that lack the same. */
function incomplete(consumers: readonly Consumer[], merged: MergedValues<Values>): readonly Problem[] {
  const lacking = new Map<string, { missing: readonly string[]; names: string[]; place: Place }>();
  for (const consumer of consumers) {
    const { name, database } = consumer;
    const missing = NEEDED.filter((key) => database.provider === "external" && database[key] === undefined);
    if (missing.length === 0) continue;
    const place = placeOf(consumer, "provider", merged);
    const key = JSON.stringify([missing, place]);
    lacking.set(key, { missing, names: [...(lacking.get(key)?.names ?? []), name], place });
  }
  return [...lacking.values()].map(({ missing, names, place }) => databaseIncomplete(names, missing, place));
}

const NEEDED = ["engine", "host", "tls"] as const;

function shared(consumers: readonly Consumer[], merged: MergedValues<Values>): readonly Problem[] {
  const owners = new Map<string, Consumer>();
  const problems: Problem[] = [];
  for (const consumer of consumers.filter(({ database }) => database.provider !== "bundled")) {
    const { host, port, name, names } = consumer.database;
    for (const each of names === undefined ? [name] : Object.values(names)) {
      const key = `${host}:${port}/${each}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? consumer);
      if (owner === undefined) continue;
      const place = placeOfName(owner, merged) ?? placeOfName(consumer, merged);
      problems.push(databaseShared(String(each), [owner.name, consumer.name], place));
    }
  }
  return problems;
}

/** Where a person gave its database a name; undefined where it has the component's own. */
function placeOfName(consumer: Consumer, merged: MergedValues<Values>): Place | undefined {
  const key = consumer.database.names === undefined ? "name" : "names";
  return saidBeyondDefaults(merged, ["components", consumer.name, "database", key])?.place;
}

/** Where a person said it: of the component, else of the platform, else that there is the component. */
function placeOf(consumer: Consumer, key: string, merged: MergedValues<Values>): Place {
  const own = ["components", consumer.name];
  const paths = [
    ...[key, "host"].map((each) => [...own, "database", each]),
    ...[key, "provider"].map((each) => ["database", each]),
    [...own, "enabled"],
  ];
  const places = paths.map((path) => saidBeyondDefaults(merged, path)?.place);
  return places.find((place) => place !== undefined) ?? merged.place(["database", "provider"]);
}
