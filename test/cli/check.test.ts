import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const VALUES = `
platform: { name: NAME, domain: example.com }
delivery: { repository: { url: https://github.com/example/platform.git } }
components: { dex: { staticUsers: [{ email: a@example.com, username: a, userID: "1", hashFromEnv: A }] } }
`;

test("an output that cannot be compared keeps no other from being", async () => {
  const root = temporaryFolder(
    Object.fromEntries(
      ["a", "b"].flatMap((name) => [
        [`environments/${name}/environment.yaml`, ""],
        [`environments/${name}/values.yaml`, VALUES.replace("NAME", `platform-${name}`)],
      ]),
    ),
  );
  expect(await run(["generate", "--all", "--quiet"], memoryTerminal(root))).toBe(0);
  const [a, b] = ["a", "b"].map((name) => join(root, "clusters", name)) as [string, string];
  renameSync(a, join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), a);
  const bootstrap = join(b, "bootstrap.yaml");
  writeFileSync(bootstrap, `${readFileSync(bootstrap, "utf8")}# mine\n`);
  const terminal = memoryTerminal(root);

  expect(await run(["check", "--all"], terminal)).toBe(1);
  expect(terminal.errors()).toMatch(/^OUTPUT_SYMLINK clusters\/a /);
  expect(terminal.output()).toBe("clusters/b: 1 edited\n  edited bootstrap.yaml\n");
  rmSync(a);
});
