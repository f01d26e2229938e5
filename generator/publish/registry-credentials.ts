import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** What is read of Docker's configuration. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/**
 * Who this user is to a registry, as `docker login` keeps it: from the helper program that Docker's configuration names for the registry, else
 * from the configuration itself (`DOCKER_CONFIG`, or `~/.docker`). Undefined: nobody.
 */
export function registryCredentials(registry: string): RegistryCredentials | undefined {
  const config = readConfig(join(process.env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), "config.json"));
  const helper = config.credHelpers?.[registry] ?? config.credsStore;
  return (helper === undefined ? undefined : askHelper(helper, registry)) ?? storedCredentials(config, registry);
}

function readConfig(file: string): DockerConfig {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as DockerConfig;
  } catch {
    return {};
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
    const { Username: username, Secret: password } = JSON.parse(output) as { Username?: string; Secret?: string };
    return username === undefined || password === undefined ? undefined : { username, password };
  } catch {
    return undefined;
  }
}

function storedCredentials({ auths = {} }: DockerConfig, registry: string): RegistryCredentials | undefined {
  const names = registry === "docker.io" ? ["https://index.docker.io/v1/"] : [registry, `https://${registry}`];
  const { auth, identitytoken } = names.map((name) => auths[name]).find((login) => login !== undefined) ?? {};
  if (auth === undefined) return undefined;
  const [username = "", ...password] = Buffer.from(auth, "base64").toString().split(":");
  return { username, password: identitytoken ?? password.join(":") };
}
