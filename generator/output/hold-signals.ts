const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs an action that Ctrl-C and a polite end (of a CI job, of a terminal) must not cut in two; such a signal takes effect right
 * after it. The action must not wait for anything.
 */
export async function holdSignals<T>(action: () => T): Promise<T> {
  const arrived = new Set<NodeJS.Signals>();
  const note = (signal: NodeJS.Signals) => arrived.add(signal);
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    return action();
  } finally {
    // Node hands a signal over when it next looks for events: somewhere in a full turn of its loop.
    await turnOfEventLoop();
    await turnOfEventLoop();
    for (const signal of SIGNALS) process.off(signal, note);
    for (const signal of arrived) process.kill(process.pid, signal);
  }
}

function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
