import { basename } from "node:path/posix";
import type { Result } from "../../model/problem.ts";
import {
  envFileNotText,
  fileSourceInvalid,
  generatorKeyRepeated,
  literalInvalid,
} from "../../problems/kustomize-transform-problems.ts";
import type { GeneratorRule } from "../kustomization.ts";
import { type KustomizationRoot, readFileOf } from "../kustomization-root.ts";
import { entryAt } from "../report.ts";
import type { Asked } from "../transformer.ts";

/** The contents of a ConfigMap or Secret to be, in the order of their sources. */
export type KeyValues = ReadonlyMap<string, Uint8Array>;

const encoder = new TextEncoder();

/** Reads env files, literals and files, in this order; a key may be there once (`api/kv/kv.go`). */
export function readKeyValues(rule: GeneratorRule, root: KustomizationRoot, asked: Asked): KeyValues {
  const { report } = asked.context.problems;
  const found = new Map<string, Uint8Array>();
  const add = (field: string, index: number, read: Result<readonly (readonly [string, Uint8Array])[]>): void => {
    const entry = entryAt(asked.entry, field, index);
    if (!read.ok) for (const problem of read.problems) report(problem, entry);
    else {
      for (const [key, value] of read.value) {
        if (found.has(key)) report(generatorKeyRepeated(rule.name ?? "", key), entry);
        found.set(key, value);
      }
    }
  };
  for (const [index, path] of (rule.envs ?? []).entries()) add("envs", index, readEnvFile(path, root, asked));
  for (const [index, literal] of (rule.literals ?? []).entries()) add("literals", index, readLiteral(literal));
  for (const [index, source] of (rule.files ?? []).entries()) add("files", index, readFileSource(source, root, asked));
  return found;
}

type Pairs = readonly (readonly [string, Uint8Array])[];

function readLiteral(literal: string): Result<Pairs> {
  const equals = literal.indexOf("=");
  if (equals <= 0) return { ok: false, problems: [literalInvalid(literal)] };
  return { ok: true, value: [[literal.slice(0, equals), encoder.encode(withoutQuotes(literal.slice(equals + 1)))]] };
}

function withoutQuotes(text: string): string {
  return text.length > 1 && /^(["'])[\s\S]*\1$/.test(text) ? text.slice(1, -1) : text;
}

function readFileSource(source: string, root: KustomizationRoot, asked: Asked): Result<Pairs> {
  const parts = source.split("=");
  const [key = "", path = ""] = parts.length === 1 ? [basename(source), source] : parts;
  if (parts.length > 2 || key === "" || path === "") return { ok: false, problems: [fileSourceInvalid(source)] };
  const content = readFileOf(root, path, asked.context);
  return content.ok ? { ok: true, value: [[key, content.value]] } : content;
}

const whiteSpace = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Lines of `key=value`; neither keys nor values are trimmed or unquoted, and a line without `=` is a key without a value. */
function readEnvFile(path: string, root: KustomizationRoot, asked: Asked): Result<Pairs> {
  const content = readFileOf(root, path, asked.context);
  if (!content.ok) return content;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content.value);
  } catch {
    return { ok: false, problems: [envFileNotText(path)] };
  }
  const pairs: (readonly [string, Uint8Array])[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\r$/, "").replace(whiteSpace, "");
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key !== "") pairs.push([key, encoder.encode(equals < 0 ? "" : line.slice(equals + 1))]);
  }
  return { ok: true, value: pairs };
}
