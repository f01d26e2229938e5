import type { ComponentDatabase } from "../../model/database.ts";
import type { MergedValues } from "../../model/merged-values.ts";
import type { Problem } from "../../model/problem.ts";
import type { Path } from "../../model/value.ts";
import type { Values } from "../../model/values.gen.ts";
import { databaseUnread } from "../../problems/database-problems.ts";
import { writtenDatabase } from "../component-databases.ts";
import type { Rule } from "../rule.ts";

/**
 * What is said about a database has an effect: nothing is read about a bundled server, nor about the address of one that a component runs.
 * What a layer said before a later one chose another provider is not held against it.
 */
export const databaseSettingsAreRead: Rule = ({ values, components }, merged) => {
  const consumers = components
    .filter(({ component }) => component.database !== undefined)
    .map(({ component }) => ({ component, database: writtenDatabase(values, component.name) as ComponentDatabase }));
  const ofPlatform = consumers.map(({ component: { name }, database }) => {
    const hasServer = merged.origins(["components", name, "database", "host"]).length > 0;
    return readKeys(database).filter((key) => !hasServer || !SERVER.includes(key));
  });
  return [
    ...unread(["database"], ofPlatform.flat(), (layer) => layer.endsWith("environments/base"), merged),
    ...consumers.flatMap(({ component: { name, folder }, database }) =>
      unread(
        ["components", name, "database"],
        [...readKeys(database), ...NAMES.filter((key) => key in database)],
        (layer) => layer === folder,
        merged,
      ),
    ),
  ];
};

const SERVER = ["engine", "host", "port"];
const NAMES = ["name", "names"];
const KEYS = [...SERVER, "tls", "caConfigMap", "login", ...NAMES];

/** What of a connection is read where it comes to this. */
function readKeys({ provider, tls }: ComponentDatabase): readonly string[] {
  if (provider === "bundled") return [];
  if (provider !== "external") return ["login"];
  return [...SERVER, "tls", "login", ...(tls === "verify" ? ["caConfigMap"] : [])];
}

function unread(
  path: Path,
  read: readonly string[],
  isDefault: (layer: string) => boolean,
  merged: MergedValues<Values>,
): readonly Problem[] {
  const lastSay = (key: string) => merged.origins([...path, key]).at(-1)?.layer;
  const chosenLater = (chooser: string, layer: string) => {
    const other = lastSay(chooser);
    return other !== undefined && !isDefault(other) && other !== layer;
  };
  return KEYS.filter((key) => !read.includes(key)).flatMap((key) => {
    const layer = lastSay(key);
    const isGone = merged.origins([...path, key]).at(-1)?.value === null;
    const choosers = key === "caConfigMap" ? ["provider", "tls"] : ["provider"];
    if (layer === undefined || isGone || isDefault(layer)) return [];
    if (choosers.some((chooser) => chosenLater(chooser, layer))) return [];
    return [databaseUnread([...path, key].join("."), merged.place([...path, key], "key"))];
  });
}
