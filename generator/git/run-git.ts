import type { Readable } from "node:stream";
import type { SimpleGit } from "simple-git";

/** What a git command printed, or why it failed, in git's words: `stopped` when it took too long. */
export type GitOutcome =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly stopped: boolean; readonly text: string };

/**
 * Runs one git command in a folder with the user's own git configuration (`insteadOf`, credential helpers, proxies), but never
 * asking questions, and for at most the given time.
 */
export async function runGit(
  directory: string,
  timeoutMilliseconds: number,
  command: readonly string[],
): Promise<GitOutcome> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMilliseconds));
  try {
    const client = await git(directory, timeout);
    client.outputHandler((_command, stdout, stderr) => {
      // Git is stopped, but not the program that it has for HTTP, which would keep these open, and so this process alive.
      timeout.addEventListener("abort", () => [stdout, stderr].forEach(close));
    });
    return { ok: true, output: await client.raw([...command]) };
  } catch (error) {
    if (timeout.aborted) return { ok: false, stopped: true, text: `no answer within ${timeoutMilliseconds / 1_000} s` };
    return { ok: false, stopped: false, text: error instanceof Error ? error.message.trim() : String(error) };
  }
}

function close(stream: NodeJS.ReadableStream): void {
  (stream as Readable).destroy();
}

async function git(directory: string, abort: AbortSignal): Promise<SimpleGit> {
  // Imported on first use: most builds need no git, and must not wait for its code.
  const { simpleGit } = await import("simple-git");
  const environment = gitEnvironment();
  return simpleGit({
    baseDir: directory,
    abort,
    allowEnvironment: Object.keys(environment),
    // These guard against variables that an attacker sets; here they are the user's own, and git would obey them anyway.
    unsafe: {
      allowUnsafeAskPass: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeCredentialHelper: true,
      allowUnsafeExec: true,
      allowUnsafeGitProxy: true,
      allowUnsafeSshCommand: true,
      allowUnsafeTemplateDir: true,
      allowUnsafeUrlRewrite: true,
    },
  }).env(environment);
}

/** Set by git for its hooks and aliases, these would send our commands to the repository that the user works in. */
const ofAnotherRepository =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX|NAMESPACE|QUARANTINE_PATH)$/;
const unneeded = /^(?:EDITOR|VISUAL|PAGER|PREFIX|GIT_EDITOR|GIT_PAGER|GIT_SEQUENCE_EDITOR|GIT_EXTERNAL_DIFF)$/;

function gitEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || ofAnotherRepository.test(name) || unneeded.test(name)) continue;
    environment[name] = value;
  }
  environment.GIT_TERMINAL_PROMPT = "0";
  // Our reading of git's messages must not depend on the user's language.
  environment.LC_ALL = "C";
  return environment;
}
