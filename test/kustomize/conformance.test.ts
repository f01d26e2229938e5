import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../generator/model/problem.ts";
import { buildText } from "../support/build-text.ts";
import { inParallel } from "../support/in-parallel.ts";
import { hasKubectl } from "../support/kubectl-kustomize.ts";
import { buildForReal, type ConformanceCase, conformanceCases, readRecording } from "./conformance-cases.ts";

const cases = conformanceCases();

describe("our build equals the recorded one of kubectl kustomize", () => {
  test.each(cases)("$name", async (conformanceCase) => {
    const recorded = readRecording(conformanceCase);
    const built = await buildText(conformanceCase.root, conformanceCase);
    if (recorded?.ok === true) {
      expect(built.ok ? built.value : printed(conformanceCase, built.problems)).toBe(recorded.text);
    } else {
      expect(built, `kubectl kustomize refuses this: ${recorded?.reason}`).toMatchObject({ ok: false });
      if (!built.ok) expectProblems(conformanceCase, printed(conformanceCase, built.problems));
    }
  });
});

test.skipIf(!hasKubectl())("kubectl kustomize still gives what is recorded", async () => {
  const builds = await inParallel(cases, 2, buildForReal);
  const changed = cases.filter(
    (conformanceCase, index) => !isDeepStrictEqual(builds[index], readRecording(conformanceCase)),
  );
  expect(changed.map(({ name }) => name)).toEqual([]);
});

/** Our own words for a refusal are kept in `problems.txt`, so that a change of them is seen; `UPDATE=1` rewrites the file. */
function expectProblems({ folder }: ConformanceCase, text: string): void {
  const file = join(folder, "problems.txt");
  if (process.env.UPDATE === "1") writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, "utf8") : undefined);
}

function printed({ folder }: ConformanceCase, problems: readonly Problem[]): string {
  const lines = problems.map(({ code, message, hint, place }) => {
    const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column}: `;
    return `${where}${code}: ${message}${hint === undefined ? "" : `\n  ${hint}`}\n`;
  });
  return lines.join("").replaceAll(`${folder}/`, "");
}
