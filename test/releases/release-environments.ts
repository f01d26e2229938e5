import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Plan, planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { Result } from "../../generator/model/problem.ts";

const PACKAGE = resolve(import.meta.dirname, "../..");

/** A user's folder in which one values file, as text, is extended once per release with what differs there. */
export class ReleaseEnvironments {
  readonly root = mkdtempSync(join(tmpdir(), "releases-"));

  constructor(values: string) {
    this.write("common", {}, values);
  }

  /** The environment of a release: the common values, `platform.release`, further values, and overlays. */
  plan(catalog: Catalog, release: string, differing: object = {}, overlays: readonly string[] = []): Result<Plan> {
    const name = `at-${release.replaceAll(".", "-")}`;
    this.write(name, { extends: "common", overlays }, JSON.stringify({ ...differing, platform: { release } }));
    const environment = readEnvironment({ package: PACKAGE, user: this.root }, name, catalog);
    return environment.ok ? planEnvironment(environment.value, catalog) : environment;
  }

  private write(name: string, environment: object, values: string): void {
    const folder = join(this.root, "environments", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "environment.yaml"), JSON.stringify(environment));
    writeFileSync(join(folder, "values.yaml"), values);
  }
}

/** The text of a problem, or of every one. */
export function expectPlan(result: Result<Plan>): Plan {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
}

/** Every switch of the catalog's components. */
export function switches(names: Iterable<string>, enabled: (name: string) => boolean): Record<string, object> {
  return Object.fromEntries([...names].map((name) => [name, { enabled: enabled(name) }]));
}
