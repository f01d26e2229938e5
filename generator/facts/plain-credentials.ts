import type { Value, ValueMap } from "../model/value.ts";
import { isCredentialName, isPlainText } from "./credential-name.ts";
import { mapAt, textAt } from "./value-at.ts";

/**
 * What an object that is no Secret calls the credentials that stand in it in plain text, sorted, each once: variables of containers, flags of
 * programs, settings of a ConfigMap, URLs and data source names with a password, private keys. A value that refers to a variable is none.
 */
export function plainCredentials(key: string, object: ValueMap): readonly string[] {
  // What a schema calls a password is not one.
  if (key === "apiextensions.k8s.io/CustomResourceDefinition" || key === "/Secret") return [];
  const settings = key === "/ConfigMap" ? credentialsInData(mapAt(object, ["data"]) ?? {}) : [];
  return [...new Set([...settings, ...credentialsIn(object, "")])].sort();
}

/** The same of any part of an object; `name` is the key that it stands at. */
export function credentialsIn(value: Value, name: string): readonly string[] {
  if (typeof value === "string") return embedded(value) ? [name] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    const flags = value.every((item) => typeof item === "string") ? flagsOf(value) : openServers(value);
    return [...flags, ...value.flatMap((item) => credentialsIn(item, name))];
  }
  return [...variable(value as ValueMap), ...Object.entries(value).flatMap(([key, item]) => credentialsIn(item, key))];
}

/** An entry of a container's `env`, or anything else that is a name with a value. */
function variable(entry: ValueMap): readonly string[] {
  const [name, value] = [textAt(entry, ["name"]), textAt(entry, ["value"])];
  if (name === undefined || value === undefined || !isPlainText(value)) return [];
  return isCredentialName(name) || /(^|_)SECRET_KEY$/.test(name) ? [name] : [];
}

/** The variables that make a database server without a password, where none of the others gives it one: nothing is what everybody knows. */
function openServers(variables: readonly Value[]): readonly string[] {
  const hasPassword = variables.some((each) => /_PASSWORD$/.test(nameOf(each)) && !OPEN.test(nameOf(each)));
  if (hasPassword) return [];
  return variables.filter((each) => OPEN.test(`${nameOf(each)}=${textAt(each, ["value"]) ?? ""}`)).map(nameOf);
}

/** Of the images of MySQL, MariaDB and PostgreSQL (docker-library, docker-entrypoint.sh). */
const OPEN = /^((MYSQL|MARIADB)_ALLOW_EMPTY_(ROOT_)?PASSWORD\b(?!=(no|0|false)?$)|POSTGRES_HOST_AUTH_METHOD=trust$)/;

function nameOf(variable: Value): string {
  return textAt(variable, ["name"]) ?? "";
}

/** `--db-password=x`, or `--db-password` and `x` behind it. */
function flagsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, index) => {
    const [, flag = "", written] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(text) ?? [];
    const value = written ?? texts[index + 1] ?? "";
    const isValue = written !== undefined || !value.startsWith("-");
    return flag !== "" && isValue && isCredentialName(flag) && isPlainText(value) ? [flag] : [];
  });
}

/** The same of a ConfigMap's data: settings, and whole configuration files. */
export function credentialsInData(data: ValueMap): readonly string[] {
  return Object.entries(data).flatMap(([key, text]) => {
    if (typeof text !== "string") return [];
    // `password: |` ends with a line break.
    const setting = text.trim();
    if (isCredentialName(key) && !setting.includes("\n")) return isPlainText(setting) ? [key] : [];
    const separator = SEPARATORS.find(([files]) => files.test(key))?.[1];
    return separator === undefined ? [] : text.split("\n").flatMap((line) => settingOf(line, separator));
  });
}

/** How a line of a configuration file says a value; a program's text assigns variables in the same way, and is left alone. */
const SEPARATORS: readonly (readonly [RegExp, string])[] = [
  [/\.(ya?ml|json)$/, ":"],
  [/\.(ini|cfg|conf|properties|env|toml)$/, "="],
];

function settingOf(line: string, separator: string): readonly string[] {
  const [, name = "", value = ""] = SETTING[separator]?.exec(line.trim()) ?? [];
  return isCredentialName(name) && isPlainText(value) ? [name] : [];
}

/** Of a line without white space around it: looking for its end at every space would take time with the square of their number. */
const SETTING: Readonly<Record<string, RegExp>> = {
  ":": /^(?:- )?["']?([A-Za-z][\w.-]*)["']?:\s+["']?([^\s"'#&|>{[][^"'#]*?)["']?,?$/,
  "=": /^([A-Za-z][\w.-]*)\s*=\s*["']?([^\s"'#;][^"'#]*?)["']?$/,
};

/** `scheme://user:password@host`, `user:password@tcp(host)`, `host=… password=…`, a private key. */
function embedded(text: string): boolean {
  if (!/[@=]|PRIVATE KEY-----/.test(text)) return false;
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return true;
  const patterns = [...(text.includes("://") ? [URL_WITH_PASSWORD] : []), SOURCE_WITH_PASSWORD, WORDS_WITH_PASSWORD];
  return patterns.some((pattern) => isPlainText(pattern.exec(text)?.[1] ?? ""));
}

/** What may begin anywhere in a long word has a bound, or is looked for from its end. */
const URL_WITH_PASSWORD = /[a-z][a-z0-9+.-]{0,256}:\/\/[^\s/:@"'`]*:([^\s/@"'`]+)@/i;
const SOURCE_WITH_PASSWORD = /[^\s:/]:([^\s:@]+)@(?:tcp|unix)\(/;
const WORDS_WITH_PASSWORD = /\b(?:host|dbname)=.{0,1024}\bpassword=([^\s&'"`]+)/;
