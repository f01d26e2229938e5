import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { OutputFolder } from "../../../generator/output/locate-output.ts";

/** In memory where the system offers that: these tests make and remove folders by the ten thousand. */
const PARENT = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** An empty repository of its own for a test, gone when the test is over. */
export function temporaryRoot(parent = PARENT): string {
  const root = mkdtempSync(join(parent, "output-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** `clusters/prod` in a repository of its own. */
export function temporaryOutput(): OutputFolder & { readonly target: string; readonly clusters: string } {
  const root = temporaryRoot();
  return { root, path: "clusters/prod", target: join(root, "clusters/prod"), clusters: join(root, "clusters") };
}

/** Writes files by relative path, with the folders above them. */
export function putFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Texts of the files below a folder; folders with nothing in them as `""` under a name with `/`. */
export function readFiles(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(everything(folder).map(([path, stat]) => [path, contentOf(join(folder, path), stat)]));
}

/** All that a user could notice of what is in a folder, times and inodes included; times of folders only where asked for. */
export function fingerprint(folder: string, folderTimes = true): Readonly<Record<string, string>> {
  return Object.fromEntries(
    everything(folder, true).map(([path, stat]) => {
      const time = stat.isDirectory() && !folderTimes ? "" : `${stat.ino} ${stat.mtimeMs}`;
      return [path, `${stat.mode.toString(8)} ${time} ${contentOf(join(folder, path), stat)}`];
    }),
  );
}

type Stat = ReturnType<typeof lstatSync> & object;

function everything(folder: string, allFolders = false): readonly [string, Stat][] {
  return readdirSync(folder)
    .sort()
    .flatMap((name): readonly [string, Stat][] => {
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (!stat.isDirectory()) return [[name, stat]];
      const below = everything(path, allFolders).map(([inner, its]): [string, Stat] => [`${name}/${inner}`, its]);
      return allFolders || below.length === 0 ? [[`${name}/`, stat], ...below] : below;
    });
}

function contentOf(path: string, stat: Stat): string {
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  return stat.isFile() ? readFileSync(path, "utf8") : "";
}
