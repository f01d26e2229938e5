import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { canMeasure, measureProcess } from "./measure-process.ts";
import type { Benchmark } from "./run.ts";
import { moveAway, workFolder } from "./work-folder.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MAIN = join(ROOT, "dist/main.js");

/** `generate --env prod`, process start to exit: all files new, and nothing changed. Must: 0.5 s and 150 MB; 0.35 s. */
export const generateEnvironment: Benchmark = {
  name: "generate --env prod, the whole platform",
  async measure() {
    if (!canMeasure()) return undefined;
    const work = workFolder("generate");
    cpSync(join(ROOT, "environments"), join(work, "environments"), { recursive: true });
    const command: [string, ...string[]] = [process.execPath, MAIN, "generate", "--env", "prod", "--root", work];
    const forget = () => {
      moveAway(join(work, "clusters"));
      return process.env;
    };
    const fresh = measureProcess("all files new", command, 7, forget);
    return [fresh, measureProcess("nothing changed", command, 7)];
  },
};
