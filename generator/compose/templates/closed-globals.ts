/**
 * What JavaScript has and templates have not, by name: the same values give the same text, on every machine and at any time. This keeps a
 * template from depending on them unawares; it is no wall against code that looks for a way around it.
 */
export const closedGlobals: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    [
      "process",
      "global",
      "globalThis",
      "include",
      "Date",
      "Intl",
      "Function",
      "fetch",
      "crypto",
      "performance",
      "navigator",
      "console",
      "setTimeout",
      "setInterval",
      "setImmediate",
      "queueMicrotask",
    ].map((name) => [name, closed(name)]),
  ),
  Math: new Proxy(Math, {
    get: (target, key) => (key === "random" ? refuse("Math.random") : Reflect.get(target, key)),
  }),
};

function closed(name: string): unknown {
  const fail = () => refuse(name);
  return new Proxy(Object, { get: fail, has: fail, apply: fail, construct: fail });
}

function refuse(name: string): never {
  throw new Error(`A template cannot use ${name}: the same values must always give the same text.`);
}
