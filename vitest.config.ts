import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/samples/**", "test/fixtures/**"],
    // By default a core is left free, which on a machine with two is half of it.
    maxWorkers: "100%",
    // Starting a process and loading the program anew for each file takes a fifth of the time. A test leaves its process as it found it.
    isolate: false,
    // As Node and the bundler have it: what CommonJS exports is the default, whatever it says of itself.
    deps: { interopDefault: false },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
