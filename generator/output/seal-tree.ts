import { type ByteTree, OWNERSHIP_FILE } from "../model/file-tree.ts";
import { digest, type OutputOrigin, printOwnership } from "./ownership.ts";

/** Files by path as they will lie on the disk. */
export type SealedTree = ReadonlyMap<string, Uint8Array>;

/** The bytes of a tree's files, with the ownership file that lists them. */
export function sealTree(tree: ByteTree, origin: OutputOrigin): SealedTree {
  const contents = new Map<string, Uint8Array>();
  const digests = new Map<string, string>();
  for (const [path, file] of tree) {
    const content = Buffer.from(file);
    contents.set(path, content);
    digests.set(path, digest(content));
  }
  return contents.set(OWNERSHIP_FILE, Buffer.from(printOwnership({ ...origin, files: digests })));
}
