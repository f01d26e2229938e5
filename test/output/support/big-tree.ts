import type { FileTree } from "../../../generator/model/file-tree.ts";

/** About 100 files in 40 folders; half of the files depend on `tag`, and so does one folder. */
export function bigTree(tag: string): FileTree {
  const tree = new Map([
    ["bootstrap.yaml", `tag: ${tag}\n`],
    [`only-${tag}/x.yaml`, "x: 1\n"],
  ]);
  for (let component = 0; component < 20; component += 1) {
    const folder = `components/component-${component}`;
    tree.set(`sync/component-${component}.yaml`, `name: ${component}\n`.repeat(50));
    tree.set(`${folder}/kustomization.yaml`, `tag: ${tag}\n`.repeat(50));
    tree.set(`${folder}/patches/a.yaml`, `patch: ${component}\n`);
    tree.set(`${folder}/patches/b.yaml`, `patch: ${tag}\n`);
  }
  return tree;
}
