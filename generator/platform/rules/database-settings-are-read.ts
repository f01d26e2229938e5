import type { Component } from "../../model/component.ts";
import type { ComponentDatabase } from "../../model/database.ts";
import { type MergedValues, saidBeyondDefaults } from "../../model/merged-values.ts";
import type { Problem } from "../../model/problem.ts";
import type { Path } from "../../model/value.ts";
import type { Values } from "../../model/values.gen.ts";
import { databaseUnread } from "../../problems/database-problems.ts";
import { writtenDatabase } from "../component-databases.ts";
import type { Rule } from "../rule.ts";

/**
 * What is said about a database has an effect: nothing is read about a bundled server but the size of its volume, nor the address of one that a
 * component runs. What a layer said before a later one chose otherwise is not held against it.
 */
export const databaseSettingsAreRead: Rule = ({ values, components }, merged) => {
  const consumers = components
    .filter(({ component }) => component.database !== undefined)
    .map(({ component }) => ({ component, database: writtenDatabase(values, component.name) as ComponentDatabase }));
  // Where everything that has a database is off, what is said about it waits for its return.
  return [
    ...(consumers.length === 0 ? [] : unread(ofPlatform(consumers, merged), merged)),
    ...consumers.flatMap((consumer) => unread(ofComponent(consumer), merged)),
  ];
};

interface Consumer {
  readonly component: Component;
  readonly database: ComponentDatabase;
}

/** Settings that nothing reads. */
interface Idle {
  readonly paths: readonly Path[];
  /** By what a later layer makes them so. */
  readonly choosers: readonly Path[];
}

const SERVER = ["engine", "host", "port"];
const NAMES = ["name", "names"];
const CHOOSERS = ["provider", "host", "tls"];

function ofPlatform(consumers: readonly Consumer[], merged: MergedValues<Values>): Idle {
  const read = consumers.flatMap(({ component: { name }, database }) => {
    const hasServer = merged.origins(["components", name, "database", "host"]).length > 0;
    return readKeys(database).filter((key) => !hasServer || !SERVER.includes(key));
  });
  const keys = [...SERVER, "tls", "caConfigMap", "login"].filter((key) => !read.includes(key));
  return {
    paths: keys.map((key) => ["database", key]),
    choosers: [
      ["database", "provider"],
      ["database", "tls"],
      ...consumers.flatMap(({ component }) => choosersOf(component)),
    ],
  };
}

function ofComponent({ component, database }: Consumer): Idle {
  const own: Path = ["components", component.name];
  const keys = [...SERVER, "tls", "caConfigMap", "login", ...NAMES].filter((key) => !readKeys(database).includes(key));
  const { volume } = component.database ?? {};
  const volumes = volume === undefined || database.provider === "bundled" ? [] : [volume];
  return {
    paths: [...keys.map((key) => [...own, "database", key]), ...volumes],
    choosers: [["database", "provider"], ["database", "tls"], ...choosersOf(component)],
  };
}

function choosersOf({ name }: Component): readonly Path[] {
  return CHOOSERS.map((key) => ["components", name, "database", key]);
}

/** What of a connection is read where it comes to this. */
function readKeys({ provider, tls }: ComponentDatabase): readonly string[] {
  if (provider === "bundled") return [];
  if (provider !== "external") return ["login", ...NAMES];
  return [...SERVER, "tls", "login", ...NAMES, ...(tls === "verify" ? ["caConfigMap"] : [])];
}

function unread({ paths, choosers }: Idle, merged: MergedValues<Values>): readonly Problem[] {
  const chosen = Math.max(-1, ...choosers.map((path) => saidBeyondDefaults(merged, path)?.order ?? -1));
  return paths.flatMap((path) => {
    const said = saidBeyondDefaults(merged, path);
    if (said === undefined || said.value === null || chosen > said.order) return [];
    return [databaseUnread(path.join("."), merged.place(path, "key"))];
  });
}
