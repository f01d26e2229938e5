import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseAllDocuments } from "yaml";
import type { FileTree } from "../../generator/model/file-tree.ts";
import type { ValueMap } from "../../generator/model/value.ts";

/** The objects that the real Kustomize renders for a folder. Needs kubectl; remote bases are fetched with the given git configuration. */
export async function build(folder: string, gitConfig: string): Promise<readonly ValueMap[]> {
  const documents = parseAllDocuments(await buildText(folder, gitConfig), { uniqueKeys: false, logLevel: "silent" });
  return [...documents].map((document) => document.toJS() as ValueMap | null).filter((object) => object !== null);
}

/** The same as text: parsing takes longer than building. */
export async function buildText(folder: string, gitConfig: string): Promise<string> {
  const { stdout } = await promisify(execFile)("kubectl", ["kustomize", folder], {
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, GIT_CONFIG_GLOBAL: gitConfig, GIT_TERMINAL_PROMPT: "0" },
  });
  return stdout;
}

/** Writes a component's files below a folder, each as `rewrite` makes it. */
export function writeFiles(folder: string, files: FileTree, rewrite: (text: string, folder: string) => string): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, rewrite(text, dirname(file)));
  }
}

/** The same for the same files, whatever environment they are of. */
export function digest(files: FileTree): string {
  return createHash("sha256")
    .update(JSON.stringify([...files].sort()))
    .digest("hex")
    .slice(0, 16);
}
