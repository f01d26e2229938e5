import type { Result } from "../model/problem.ts";
import { DocumentPrinter } from "./document-printer.ts";
import { manifestFaults } from "./manifest-faults.ts";
import { manifestRules } from "./manifest-rules.ts";
import type { Node } from "./node.ts";

/** One for all, because the keys of manifests are the same few words. */
const printer = new DocumentPrinter(manifestRules);

/**
 * The text of a manifest, byte for byte as `kustomize build` prints it: keys in go-yaml's order, block style, every scalar resolved
 * and quoted anew, a line break at the end. Problems: a key that is there twice or is no string, a text that its tag does not
 * allow, a number which JSON cannot hold, a control character.
 */
export function printManifest(manifest: Node): Result<string> {
  const text = printer.print(manifest);
  return text === undefined ? { ok: false, problems: manifestFaults(manifest) } : { ok: true, value: text };
}
