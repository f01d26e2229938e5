import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Roots } from "../../generator/layers/roots.ts";
import { repositoryRoot } from "../support/repository-root.ts";

/** A folder with these files, gone after the test. */
export function temporaryFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kubeflow-gitops-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The package as it is, and a user's folder with these files. */
export function withUserFiles(files: Readonly<Record<string, string>>): Roots {
  return { package: repositoryRoot, user: temporaryFolder(files) };
}

export const COMPONENT_FILE = `name: mine
title: Mine
summary: A component of my own.
category: platform
documentation: https://example.com/
`;
