import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether Debian's docker-registry is here. */
export const hasRegistry = spawnSync("docker-registry", ["--version"]).status === 0;

export interface Registry {
  /** `127.0.0.1:41234`. */
  readonly address: string;
  readonly stop: () => void;
}

/** A registry on this machine that keeps its images in a folder of its own; with a password file only for those who are in it. */
export async function startRegistry(htpasswd?: string): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const address = `127.0.0.1:${await freePort()}`;
  if (htpasswd !== undefined) writeFileSync(join(folder, "htpasswd"), htpasswd);
  const config = {
    version: 0.1,
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: join(folder, "data") } },
    http: { addr: address },
    ...(htpasswd !== undefined && { auth: { htpasswd: { realm: "test", path: join(folder, "htpasswd") } } }),
  };
  writeFileSync(join(folder, "config.yml"), JSON.stringify(config));
  const server = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
  const stop = () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`http://${address}/v2/`).catch(() => undefined)) !== undefined) return { address, stop };
    await sleep(50);
  }
  stop();
  throw new Error("the registry does not start");
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
