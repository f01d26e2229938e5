import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Who this user is to a registry, as `docker login` keeps it: from the helper program that Docker's configuration names for the registry, else
 * from the configuration itself (`DOCKER_CONFIG`, or `~/.docker`). Undefined: nobody.
 */
export function registryCredentials(registry: string): RegistryCredentials | undefined {
  const config = readConfig(join(process.env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), "config.json"));
  const helper = text(field(field(config, "credHelpers"), registry)) ?? text(field(config, "credsStore"));
  return (helper === undefined ? undefined : askHelper(helper, registry)) ?? storedCredentials(config, registry);
}

/** Other programs write it too: a field of another form than Docker's counts as absent. */
function readConfig(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}

/** github.com/docker/docker-credential-helpers: the registry on stdin, JSON on stdout; it fails where it knows none. */
function askHelper(helper: string, registry: string): RegistryCredentials | undefined {
  if (!/^[A-Za-z0-9._-]+$/.test(helper)) return undefined;
  try {
    const output = execFileSync(`docker-credential-${helper}`, ["get"], {
      input: registry === "docker.io" ? "https://index.docker.io/v1/" : registry,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
      timeout: 15_000,
    });
    const answer = JSON.parse(output) as unknown;
    const [username, password] = [text(field(answer, "Username")), text(field(answer, "Secret"))];
    return username === undefined || password === undefined ? undefined : { username, password };
  } catch {
    return undefined;
  }
}

function storedCredentials(config: unknown, registry: string): RegistryCredentials | undefined {
  const names = registry === "docker.io" ? ["https://index.docker.io/v1/"] : [registry, `https://${registry}`];
  const login = names.map((name) => field(field(config, "auths"), name)).find((found) => found !== undefined);
  const [auth, identitytoken] = [text(field(login, "auth")), text(field(login, "identitytoken"))];
  if (auth === undefined) return undefined;
  const [username = "", ...password] = Buffer.from(auth, "base64").toString().split(":");
  return { username, password: identitytoken ?? password.join(":") };
}

function field(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
