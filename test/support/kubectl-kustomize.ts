import { execFile, execFileSync } from "node:child_process";

/** What `kubectl kustomize` printed, or the reason it gave. */
export type RealBuild = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Tells whether there is a `kubectl` on the PATH to compare with. */
export function hasKubectl(): boolean {
  try {
    execFileSync("kubectl", ["kustomize", "--help"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export type LoadRestrictions = "rootOnly" | "none";

/** Builds a folder with the real program. */
export function kubectlKustomize(
  directory: string,
  loadRestrictions: LoadRestrictions = "rootOnly",
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RealBuild> {
  const flags = loadRestrictions === "none" ? ["--load-restrictor", "LoadRestrictionsNone"] : [];
  return new Promise((resolve) => {
    const options = { encoding: "utf8", maxBuffer: 1 << 30, env: environment } as const;
    execFile("kubectl", ["kustomize", directory, ...flags], options, (error, stdout, stderr) => {
      resolve(error === null ? { ok: true, text: stdout } : { ok: false, reason: reasonIn(stderr) });
    });
  });
}

/**
 * The text of `err=` in the log line that kubectl ends with: Go-quoted, or a block of lines when it has several. A crash is told
 * by a text that starts with `panic:`.
 */
function reasonIn(log: string): string {
  const block = /err=<\n([\s\S]*?)\n? >\n?$/.exec(log)?.[1];
  if (block !== undefined) return block.replaceAll(/^\t/gm, "");
  const quoted = /err=(".*")\n?$/.exec(log)?.[1];
  if (quoted === undefined) return log.slice(Math.max(0, log.search(/^panic: /m))).trim();
  return JSON.parse(quoted.replaceAll(/\\(?:x([0-9a-f]{2})|([av])|U([0-9a-f]{8}))/g, goEscape)) as string;
}

/** The Go escapes that JSON lacks. */
function goEscape(_all: string, byte?: string, letter?: string, long?: string): string {
  if (byte !== undefined) return `\\u00${byte}`;
  return long === undefined ? `\\u00${letter === "a" ? "07" : "0b"}` : String.fromCodePoint(Number.parseInt(long, 16));
}
