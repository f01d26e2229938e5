import type { Terminal } from "../../generator/cli/terminal.ts";

/** A terminal that keeps what is written to it. */
export function memoryTerminal(cwd: string): Terminal & { output(): string; errors(): string } {
  const written = { stdout: "", stderr: "" };
  return {
    cwd,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    output: () => written.stdout,
    errors: () => written.stderr,
  };
}
