import { Buffer } from "node:buffer";
import { floatValue, integerDigits, printFloat } from "./go-number.ts";
import type { ScalarNode, Tag } from "./node.ts";
import { resolvePlain } from "./resolve-scalar.ts";
import { rfc3339 } from "./timestamp.ts";

/** What a scalar is once it went through Kustomize's JSON: a string still to be styled, or the final text of anything else. */
export type CanonicalScalar =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "token"; readonly text: string }
  | { readonly kind: "fault"; readonly reason: string };

/**
 * Resolves a scalar as Kustomize does before it prints (`goyaml.v3/resolve.go` on the node, then `encoding/json`, then
 * `goyaml.v2/resolve.go` on the JSON). A fault says why Kustomize refuses: a tag that the text does not fit, infinity, a control character.
 */
export function canonicalScalar(node: ScalarNode): CanonicalScalar {
  const { text } = node;
  switch (node.tag) {
    case "str":
    case "other":
      return canonicalString(text);
    case "binary":
      return canonicalBinary(text);
    case "none":
      return canonicalValue(node.quoted ? "str" : resolvePlain(text), text);
    case "null":
      // One of Kustomize's passes prints a flow collection as it was, where nothing can stand for null but quotes.
      return node.quoted && text === "" ? canonicalString(text) : canonicalTagged(node.tag, text);
    default:
      return canonicalTagged(node.tag, text);
  }
}

function canonicalTagged(tag: Tag, text: string): CanonicalScalar {
  const resolved = resolvePlain(text);
  if (resolved === tag) return canonicalValue(tag, text);
  if (tag === "float" && resolved === "int") return canonicalValue("int", text);
  return { kind: "fault", reason: `cannot decode !!${resolved} \`${text}\` as a !!${tag}` };
}

function canonicalValue(tag: Tag, text: string): CanonicalScalar {
  switch (tag) {
    case "null":
      return { kind: "token", text: "null" };
    case "bool":
      return { kind: "token", text: text.toLowerCase() };
    case "int":
      return { kind: "token", text: integerDigits(text, "0b 0o") ?? text };
    case "float": {
      const value = floatValue(text);
      if (value === undefined) return { kind: "fault", reason: `JSON has no number for \`${text}\`` };
      return { kind: "token", text: printFloat(value) };
    }
    case "timestamp":
      return { kind: "string", text: rfc3339(text) ?? text };
    default:
      return canonicalString(text);
  }
}

const unusual = /[\u007f-\u009f\ud800-\udfff]/;

function canonicalString(text: string): CanonicalScalar {
  if (!unusual.test(text)) return { kind: "string", text };
  // The first of the passes folds a NEL to a space; lone halves of surrogate pairs are no UTF-8.
  const passed = text.replaceAll("\u0085", " ").replaceAll(/\p{Surrogate}/gu, "\ufffd");
  if (/[\u007f-\u009f]/.test(passed)) return { kind: "fault", reason: "control characters are not allowed" };
  return { kind: "string", text: passed };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function canonicalBinary(text: string): CanonicalScalar {
  const digits = text.replaceAll(/[\r\n]/g, "");
  if (!base64.test(digits)) return { kind: "fault", reason: "!!binary value contains invalid base64 data" };
  return canonicalString(Buffer.from(digits, "base64").toString("utf8"));
}
