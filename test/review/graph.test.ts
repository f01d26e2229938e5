import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printDot } from "../../generator/review/graph/print-dot.ts";
import { printMermaid } from "../../generator/review/graph/print-mermaid.ts";
import type { SyncNode } from "../../generator/review/graph/sync-graph.ts";

const NODES: readonly SyncNode[] = [
  { name: "namespaces", title: "Namespaces", depth: 0, dependencies: [] },
  { name: "cert-manager", title: "cert-manager", depth: 0, dependencies: [] },
  {
    name: "end",
    title: 'The "end" [#1]',
    depth: 1,
    dependencies: [
      { on: "cert-manager", reasons: ["Certificate (cert-manager.io) is defined there", "second"] },
      { on: "namespaces", reasons: [] },
    ],
  },
];

test("Mermaid: a group per depth, arrows to what waits, the first reason on each", () => {
  expect(printMermaid(NODES)).toBe(`flowchart LR
  subgraph depth0 ["0"]
    component_namespaces["Namespaces"]
    component_cert_manager["cert-manager"]
  end
  subgraph depth1 ["1"]
    component_end["The #34;end#34; #91;#35;1#93;"]
  end
  component_cert_manager -->|"Certificate (cert-manager.io) is defined there"| component_end
  component_namespaces --> component_end
`);
});

test("DOT: a column per depth, arrows to what waits, the first reason on each", () => {
  expect(printDot(NODES)).toBe(`digraph platform {
  rankdir=LR;
  node [shape=box];
  "namespaces" [label="Namespaces"];
  "cert-manager" [label="cert-manager"];
  "end" [label="The \\"end\\" [#1]"];
  { rank=same; "namespaces"; "cert-manager"; }
  { rank=same; "end"; }
  "cert-manager" -> "end" [label="Certificate (cert-manager.io) is defined there"];
  "namespaces" -> "end";
}
`);
});

describe("any text as title and reason", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom('"]; x --> y', "\\", '\\"', "a\nb", "end", "\\N", "#quot;", "%%"),
  );
  const withTexts = (title: string, reason: string): readonly SyncNode[] => [
    { name: "a", title: "A", depth: 0, dependencies: [] },
    { name: "b", title, depth: 1, dependencies: [{ on: "a", reasons: [reason] }] },
  ];

  test("stays inside its quotes in Mermaid", () => {
    fc.assert(
      fc.property(text, text, (title, reason) => {
        const lines = printMermaid(withTexts(title, reason)).split("\n");
        expect(lines.length).toBe(9);
        expect(lines[5]).toMatch(/^ {4}component_b\["[^"]*"\]$/);
        expect(lines[7]).toMatch(/^ {2}component_a -->\|"[^"]*"\| component_b$/);
      }),
    );
  });

  test("stays inside its quotes in DOT, and reads back", () => {
    fc.assert(
      fc.property(text, text, (title, reason) => {
        const lines = printDot(withTexts(title, reason)).split("\n");
        expect(lines.length).toBe(10);
        const quoted = /^ {2}"b" \[label="((?:[^"\\]|\\["\\])*)"\];$/s.exec(lines[4]!);
        expect(quoted![1]!.replace(/\\(.)/gs, "$1")).toBe(title.replace(/\s+/g, " "));
        expect(lines[7]).toMatch(/^ {2}"a" -> "b" \[label="(?:[^"\\]|\\["\\])*"\];$/s);
      }),
    );
  });
});

function hasDot(): boolean {
  try {
    execFileSync("dot", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasDot())("Graphviz draws it (needs dot)", () => {
  expect(execFileSync("dot", ["-Tsvg"], { input: printDot(NODES), encoding: "utf8" })).toContain("<svg");
});
