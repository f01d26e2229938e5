import { openApiTwice } from "../problems/kustomize-problems.ts";
import type { BuildContext } from "./build-context.ts";
import type { Kustomization } from "./kustomization.ts";
import { type KustomizationRoot, placedIn, readFileOf } from "./kustomization-root.ts";
import { readFirstDocument } from "./read-resources.ts";
import { entryAt } from "./report.ts";

/** Takes the schema that a kustomization's `openapi` field names: a file, or a built-in version. */
export function useOpenApi(kustomization: Kustomization, root: KustomizationRoot, context: BuildContext): void {
  const { problems, schemas } = context;
  const { path, version } = kustomization.openapi;
  const entry = entryAt(kustomization.entry, "openapi");
  if (path !== undefined && version !== undefined) problems.report(openApiTwice(), entry);
  else if (path !== undefined) {
    const content = readFileOf(root, path, context);
    const document = content.ok ? readFirstDocument(content.value, path) : content;
    const used = document.ok ? schemas.useDocument(document.value, path) : document;
    if (!used.ok) for (const problem of used.problems) problems.report(placedIn(root, problem), entry);
  } else if (version !== undefined) {
    const used = schemas.useVersion(version);
    if (!used.ok) for (const problem of used.problems) problems.report(problem, entry);
  }
}
