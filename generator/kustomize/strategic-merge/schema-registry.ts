import type { Result } from "../../model/problem.ts";
import { refused } from "../../problems/gather.ts";
import { openApiNotMapping, openApiVersionUnknown } from "../../problems/kustomize-problems.ts";
import type { Node } from "../../yaml/node.ts";
import { fieldOf, textOf } from "../fields.ts";
import { apiVersionOf } from "../resource-id.ts";
import { isBuiltInClusterScoped } from "../type-scopes.ts";
import { builtInDefinitions, builtInTypes, type MergeField } from "./built-in-merge-keys.ts";
import { builtInNames } from "./built-in-names.ts";
import { readOpenApi } from "./read-open-api.ts";

/** The fields of a definition; `*` stands for every field of a map whose values have one form. */
export type Definition = Readonly<Record<string, MergeField>>;

/** What is known of a value: where its fields lead, or how its list merges. Undefined is a value nothing is known of. */
export type Schema =
  | { readonly kind: "mapping"; readonly definition: Definition }
  | { readonly kind: "list"; readonly keys: readonly string[]; readonly items: Schema | undefined };

/** Definitions by name and types by `apiVersion/kind`, from one OpenAPI document. */
export interface Schemas {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly types: ReadonlyMap<string, string>;
  readonly clusterScoped: ReadonlySet<string>;
}

const builtIn: Schemas = {
  definitions: new Map(Object.entries(builtInDefinitions)),
  types: byMember(builtInTypes),
  clusterScoped: new Set(),
};

function byMember(lists: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(lists).flatMap(([name, list]) => list.map((member) => [member, name])));
}

/** The versions of the built-in OpenAPI document that kustomize knows by name. */
const knownVersions = ["v1.21.2"];

/**
 * The schema of one build. The first `openapi` field that is met counts, and takes the place of the built-in merge keys
 * unless something had asked for those before (`kyaml/openapi/openapi.go: SetSchema`); the built-in scopes stay.
 */
export class SchemaRegistry {
  private schemas: Schemas = builtIn;
  private isSet = false;
  private isAsked = false;

  /** Whether a type is certainly cluster scoped. */
  readonly clusterScope = (group: string, version: string, kind: string): boolean => {
    if (isBuiltInClusterScoped(group, version, kind)) return true;
    const type = `${apiVersionOf({ group, version, kind })}/${kind}`;
    if (!builtIn.types.has(type)) this.isAsked = true;
    return this.schemas.clusterScoped.has(type);
  };

  /** Takes the OpenAPI document of a kustomization's `openapi.path`, unless one was taken before. */
  useDocument(document: Node | undefined, file: string): Result<void> {
    if (this.isSet) return done;
    if (document?.kind !== "mapping") return refused(openApiNotMapping(file));
    const own = readOpenApi(document);
    this.schemas = this.isAsked ? withBuiltIn(own) : own;
    this.isSet = true;
    return done;
  }

  /** Takes one of the built-in documents by its version. */
  useVersion(version: string): Result<void> {
    if (this.isSet) return done;
    if (!knownVersions.includes(version)) return refused(openApiVersionUnknown(version, knownVersions));
    this.isSet = true;
    return done;
  }

  /** The schema that an object gives itself by its apiVersion and kind, wherever it is embedded. */
  schemaOfObject(node: Node | undefined): Schema | undefined {
    const kind = textOf(fieldOf(node, "kind"));
    const apiVersion = textOf(fieldOf(node, "apiVersion"));
    if (kind === "" || apiVersion === "") return undefined;
    this.isAsked = true;
    const name = this.schemas.types.get(`${apiVersion}/${kind}`);
    return name === undefined ? undefined : this.named(name);
  }

  /** The schema of one field of a mapping. */
  fieldOf(schema: Schema | undefined, name: string): Schema | undefined {
    if (schema?.kind !== "mapping") return undefined;
    const field = Object.hasOwn(schema.definition, name) ? schema.definition[name] : schema.definition["*"];
    if (field === undefined) return undefined;
    if (typeof field === "string") return this.named(field);
    const [items, ...keys] = field;
    return { kind: "list", keys, items: items === "" ? undefined : this.named(items) };
  }

  private named(name: string): Schema | undefined {
    const definition = this.schemas.definitions.get(name);
    return definition === undefined ? undefined : { kind: "mapping", definition };
  }
}

/** The definitions may refer to built-in ones by the names of the OpenAPI document. */
function withBuiltIn(own: Schemas): Schemas {
  const named = [...byMember(builtInNames)].map(
    ([name, definition]) => [name, builtInDefinitions[definition] ?? {}] as const,
  );
  return {
    definitions: new Map([...own.definitions, ...named, ...builtIn.definitions]),
    types: new Map([...own.types, ...builtIn.types]),
    clusterScoped: own.clusterScoped,
  };
}

const done: Result<void> = { ok: true, value: undefined };
