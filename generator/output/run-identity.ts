import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Which process on which machine a run is: enough to tell later whether it is still at work. */
export interface RunIdentity {
  readonly host: string;
  /** Differs after a restart of the machine; empty where the system does not tell. */
  readonly boot: string;
  /** Differs between containers, which number their processes apart; empty where the system does not tell. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** Clock ticks from boot to the start of the process: a process that got the number of a dead one has another. */
  readonly start: string;
  /** When the run began, in milliseconds since 1970. */
  readonly since: number;
}

/** A run in another container or on another machine cannot be looked at; none takes nearly this long. */
const OUT_OF_SIGHT_MILLISECONDS = 10 * 60_000;

/** The identity of a run of this process that begins now. */
export function identifyRun(): RunIdentity {
  return {
    host: hostname()
      .replace(/[^A-Za-z0-9.-]/g, "_")
      .slice(0, 64),
    boot: system(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8)),
    pidNamespace: system(() => readlinkSync("/proc/self/ns/pid").replace(/\D/g, "")),
    pid: process.pid,
    start: processStart(process.pid),
    since: Date.now(),
  };
}

/** Whether a run may still be at work, as seen from this process at the time `now`. */
export function isAlive(run: RunIdentity, here: RunIdentity): boolean {
  const sameHost = run.host === here.host;
  if (sameHost && run.boot !== here.boot) return false;
  if (!sameHost || run.pidNamespace !== here.pidNamespace) return here.since - run.since < OUT_OF_SIGHT_MILLISECONDS;
  return isRunning(run.pid) && processStart(run.pid) === run.start;
}

/** `owner,<host>,<boot>,<pid namespace>,<pid>,<start>,<since>`: a file name. */
export function printIdentity({ host, boot, pidNamespace, pid, start, since }: RunIdentity): string {
  return ["owner", host, boot, pidNamespace, pid, start, since].join(",");
}

/** The identity in a file name; nothing for any other name. */
export function parseIdentity(name: string): RunIdentity | undefined {
  const [word, host, boot, pidNamespace, pid, start, since, more] = name.split(",");
  if (word !== "owner" || since === undefined || more !== undefined) return undefined;
  return {
    host: host!,
    boot: boot!,
    pidNamespace: pidNamespace!,
    pid: Number(pid),
    start: start!,
    since: Number(since),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Clock ticks from boot to the start of a process: field 22 of `/proc/<pid>/stat`; `dead` for a zombie, which keeps its number until its parent asks for it. Empty without `/proc`. */
export function processStart(pid: number): string {
  const stat = system(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // Field 2 is the program's name, with whatever characters it has, in parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "dead" : (fields[19] ?? "");
}

function system(ask: () => string): string {
  try {
    return ask();
  } catch {
    return "";
  }
}
