import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Whether this process may mount: root outside of a locked-down container. Tests of real full and read-only disks need that. */
export const mayMount = tryMount();

/** A file system in memory of that size, mounted at a folder for one test. */
export function mountSmall(folder: string, size: string): void {
  mkdirSync(folder, { recursive: true });
  mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder);
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
}

/** Makes a folder and everything in it read-only, also for root, for one test. */
export function mountReadOnly(folder: string): void {
  mount("--bind", folder, folder);
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  mount("-o", "remount,bind,ro", folder);
}

function mount(...options: string[]): void {
  const { status, stderr } = spawnSync("mount", options, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount ${options.join(" ")}: ${stderr}`);
}

function tryMount(): boolean {
  if (process.platform !== "linux") return false;
  const folder = mkdtempSync(join(tmpdir(), "may-mount-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", folder]);
  if (status === 0) spawnSync("umount", [folder]);
  rmdirSync(folder);
  return status === 0;
}
