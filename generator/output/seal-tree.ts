import { type ByteTree, OWNERSHIP_FILE } from "../model/file-tree.ts";
import { digest, type OutputOrigin, printOwnership } from "./ownership.ts";

/** Files by path as they will lie on the disk. */
export type SealedTree = ReadonlyMap<string, Uint8Array>;

/** Contents by digest: environments have most files in common, and a fleet that waits to be written keeps each content once. */
export type SharedContents = Map<string, Uint8Array>;

/** The bytes of a tree's files, with the ownership file that lists them. */
export function sealTree(tree: ByteTree, origin: OutputOrigin, shared: SharedContents = new Map()): SealedTree {
  const contents = new Map<string, Uint8Array>();
  const digests = new Map<string, string>();
  for (const [path, file] of tree) {
    const own = Buffer.from(file);
    const key = digest(own);
    const content = shared.get(key) ?? own;
    shared.set(key, content);
    contents.set(path, content);
    digests.set(path, key);
  }
  return contents.set(OWNERSHIP_FILE, Buffer.from(printOwnership({ ...origin, files: digests })));
}
