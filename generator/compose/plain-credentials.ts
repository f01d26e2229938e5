import { isCredentialName, isPlainText } from "../facts/credential-name.ts";
import { describeObject } from "../facts/describe-object.ts";
import { objectKey } from "../facts/object-key.ts";
import { credentialsIn, credentialsInData } from "../facts/plain-credentials.ts";
import { textAt } from "../facts/value-at.ts";
import type { ObjectFacts } from "../model/facts.ts";
import type { Platform, PlatformComponent } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { demoCredential, plainCredential } from "../problems/secret-problems.ts";
import { generatedData } from "./generated-object.ts";
import type { Inventory } from "./inventory.ts";
import type { OperationsPatch, Rendered } from "./rendered-addition.ts";

/**
 * A problem for each credential that stands in plain text in what would be delivered, unless the platform is an evaluation: in what layers and
 * components add, and in what upstream ships and no patch takes out.
 */
export function plainCredentialProblems(
  { values, locate }: Platform,
  { component }: PlatformComponent,
  additions: readonly Rendered[],
  { objects }: Inventory,
): readonly Problem[] {
  if (values.platform.purpose === "evaluation") return [];
  const own = new Set(
    additions.flatMap((each) => (each.kind === "resource" ? [objectKey(describeObject(each.object))] : [])),
  );
  const place = locate(["components", component.name, "enabled"]);
  return [
    ...additions.flatMap((each) => {
      const { object, credentials } = written(each);
      return credentials.length > 0 ? [plainCredential(credentials, object, each.place)] : [];
    }),
    ...objects
      .filter((object) => !own.has(objectKey(object)))
      .map((object) => ({ object: nameOf(object), credentials: credentialsOf(object) }))
      .filter(({ credentials }) => credentials.length > 0)
      .map(({ object, credentials }) => demoCredential(credentials, object, component.name, place)),
  ];
}

interface Written {
  /** Kind, namespace and name of what has them. */
  readonly object: string;
  readonly credentials: readonly string[];
}

/** The credentials that an addition writes. */
function written(addition: Rendered): Written {
  switch (addition.kind) {
    case "resource":
    case "merge": {
      const facts = describeObject(addition.object);
      return { object: nameOf(facts), credentials: credentialsOf(facts) };
    }
    case "operations":
      return ofOperations(addition);
    case "generator": {
      const { entry, field } = addition;
      const isSecret = field === "secretGenerator";
      const object = `${isSecret ? "Secret" : "ConfigMap"} ${textAt(entry, ["namespace"]) ?? ""}/${textAt(entry, ["name"])}`;
      const contents = ["literals", "files", "envs", "env", "contents"].filter((form) => form in entry);
      return { object, credentials: isSecret ? contents : generated(entry) };
    }
    case "chart":
      return { object: "The values of the chart", credentials: settingsIn(addition.values) };
    case "encrypted":
    case "expectation":
      return { object: "", credentials: [] };
  }
}

/** What a ConfigMap gets from an entry of a generator. */
function generated(entry: ValueMap): readonly string[] {
  return [...new Set([...credentialsInData(generatedData(entry)), ...credentialsIn(entry, "")])];
}

function ofOperations({ target, patch }: OperationsPatch): Written {
  const object = `${textAt(target, ["kind"]) ?? "What the target selects"} ${textAt(target, ["name"]) ?? ""}`.trim();
  if (!Array.isArray(patch))
    return { object, credentials: credentialsOf(describeObject({ ...(patch as ValueMap), ...kindOf(target) })) };
  const values = (patch as readonly Value[]).filter((operation) => isMap(operation));
  const isData = ({ path }: ValueMap) => typeof path === "string" && /^\/(data|stringData)(\/|$)/.test(path);
  if (target["kind"] === "Secret") {
    return {
      object,
      credentials: values
        .filter((operation) => "value" in operation && isData(operation))
        .map(({ path }) => String(path)),
    };
  }
  const isConfigMap = (target["kind"] ?? "ConfigMap") === "ConfigMap";
  const data = isConfigMap ? values.flatMap((operation) => credentialsInData(dataOf(operation))) : [];
  return { object, credentials: [...data, ...values.flatMap(({ value = null }) => credentialsIn(value, "value"))] };
}

/** What an operation makes of a ConfigMap's data, all of it or one key. */
function dataOf({ path = null, value = null }: ValueMap): ValueMap {
  if (path === "/data" && isMap(value)) return value;
  const [, key] = typeof path === "string" ? (/^\/data\/([^/]+)$/.exec(path) ?? []) : [];
  return key === undefined ? {} : { [key]: value };
}

function kindOf({ kind }: ValueMap): ValueMap {
  return kind === "Secret" || kind === "ConfigMap" ? { apiVersion: "v1", kind } : {};
}

/** `auth.password` */
function settingsIn(values: ValueMap, path = ""): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const at = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return isCredentialName(key) && isPlainText(value) ? [at] : credentialsIn(value, at);
    return isMap(value) ? settingsIn(value, at) : credentialsIn(value, at);
  });
}

function credentialsOf({ credentials = [], plainCredentials = [] }: ObjectFacts): readonly string[] {
  return [...credentials, ...plainCredentials];
}

function nameOf({ kind, namespace, name }: ObjectFacts): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
