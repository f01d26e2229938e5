import { join } from "node:path";
import type { Result } from "../model/problem.ts";
import {
  kustomizationAmbiguous,
  kustomizationEmpty,
  kustomizationKindUnknown,
  kustomizationNotFound,
  kustomizationNotMapping,
  kustomizationVersionUnknown,
} from "../problems/kustomize-problems.ts";
import type { Node } from "../yaml/node.ts";
import type { BuildContext } from "./build-context.ts";
import { decodeFields } from "./decode-fields.ts";
import { fieldOf, isMissingOrNull } from "./fields.ts";
import type { FileSystem } from "./file-system.ts";
import { type GeneratorRule, type ImageRule, type Kustomization, kustomizationShape } from "./kustomization.ts";
import { isInside, type KustomizationRoot } from "./kustomization-root.ts";
import { readFirstDocument } from "./read-resources.ts";
import { type Entry, Problems, type Report } from "./report.ts";

const fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Reads, checks and modernises the one kustomization file of a folder (`api/internal/target/kusttarget.go: Load`). */
export function loadKustomization(
  root: Pick<KustomizationRoot, "directory" | "loadRestrictions">,
  context: Pick<BuildContext, "fileSystem" | "warn">,
): Result<Kustomization> {
  const found = fileNames
    .map((name) => join(root.directory, name))
    .flatMap((file) => {
      const content = context.fileSystem.readFile(file);
      return content === undefined || !mayRead(root, file, context.fileSystem) ? [] : [{ file, content }];
    });
  const [first, second] = found;
  if (first === undefined) return { ok: false, problems: [kustomizationNotFound(root.directory)] };
  if (second !== undefined) return { ok: false, problems: [kustomizationAmbiguous(root.directory)] };
  const document = readFirstDocument(first.content, first.file);
  if (!document.ok) return document;
  const problems = new Problems();
  const kustomization = decode(document.value, { file: first.file, path: [] }, problems.report);
  if (problems.any || kustomization === undefined) return { ok: false, problems: problems.found };
  for (const warning of kustomization.warnings) context.warn(warning);
  return { ok: true, value: kustomization };
}

/** A symbolic link that leads out of the folder is as good as absent (`kusttarget.go: LoadKustFile` loads it as it does any other file). */
function mayRead(
  { directory, loadRestrictions }: Pick<KustomizationRoot, "directory" | "loadRestrictions">,
  file: string,
  fileSystem: FileSystem,
): boolean {
  return loadRestrictions === "none" || isInside(fileSystem.realPath(file) ?? file, directory);
}

/** The file as decoded, before the deprecated fields are moved. */
type Written = Partial<Kustomization> & {
  readonly apiVersion?: string;
  readonly bases?: readonly string[];
  readonly imageTags?: readonly ImageRule[];
  readonly helmChartInflationGenerator?: readonly unknown[];
};

function decode(node: Node | undefined, entry: Entry, report: Report): Kustomization | undefined {
  if (isMissingOrNull(node)) {
    report(kustomizationEmpty(), entry);
    return undefined;
  }
  if (node?.kind !== "mapping") {
    report(kustomizationNotMapping(), entry);
    return undefined;
  }
  const written = decodeFields(node, kustomizationShape, entry, report) as Written;
  if (isEmpty(written)) report(kustomizationEmpty(), entry);
  checkType(written, entry, report);
  return modernise(written, entry, (name) => fieldOf(node, name) !== undefined);
}

/** Zero values of Go count as not set, but an empty list or mapping does not (`CheckEmpty`). */
function isEmpty(written: Written): boolean {
  return Object.entries(written).every(([name, value]) => name === "apiVersion" || name === "kind" || value === "");
}

function checkType(written: Written, entry: Entry, report: Report): void {
  const kind: string = written.kind || "Kustomization";
  if (kind !== "Kustomization" && kind !== "Component") {
    report(kustomizationKindUnknown(kind), { ...entry, path: ["kind"] });
    return;
  }
  const version = `kustomize.config.k8s.io/${kind === "Component" ? "v1alpha1" : "v1beta1"}`;
  const actual = written.apiVersion || version;
  if (actual !== version) {
    report(kustomizationVersionUnknown(actual, kind, version), { ...entry, path: ["apiVersion"] });
  }
}

/** Moves what deprecated fields say to the fields that replaced them (`FixKustomization`), and fills in what is not said. */
function modernise(written: Written, entry: Entry, isWritten: (name: string) => boolean): Kustomization {
  const { sortOptions, generatorOptions } = written;
  return {
    kind: written.kind === "Component" ? "Component" : "Kustomization",
    entry,
    openapi: written.openapi ?? {},
    namePrefix: written.namePrefix ?? "",
    nameSuffix: written.nameSuffix ?? "",
    namespace: written.namespace ?? "",
    commonLabels: written.commonLabels ?? {},
    labels: written.labels ?? [],
    commonAnnotations: written.commonAnnotations ?? {},
    patchesStrategicMerge: written.patchesStrategicMerge ?? [],
    patchesJson6902: written.patchesJson6902 ?? [],
    patches: written.patches ?? [],
    images: [...(written.images ?? []), ...(written.imageTags ?? [])],
    replacements: written.replacements ?? [],
    replicas: written.replicas ?? [],
    vars: written.vars ?? [],
    ...(sortOptions === undefined ? {} : { sortOptions }),
    resources: [...(written.resources ?? []), ...(written.bases ?? [])],
    components: written.components ?? [],
    crds: written.crds ?? [],
    configMapGenerator: (written.configMapGenerator ?? []).map(withEnvs),
    secretGenerator: (written.secretGenerator ?? []).map(withEnvs),
    ...(generatorOptions === undefined ? {} : { generatorOptions }),
    configurations: written.configurations ?? [],
    generators: written.generators ?? [],
    transformers: written.transformers ?? [],
    validators: written.validators ?? [],
    buildMetadata: written.buildMetadata ?? [],
    helmCharts: [...(written.helmCharts ?? []), ...(written.helmChartInflationGenerator ?? [])],
    warnings: deprecations.flatMap(([name, instead]) =>
      isWritten(name) ? [`# Warning: '${name}' is deprecated. Please use '${instead}' instead.`] : [],
    ),
  };
}

function withEnvs(rule: GeneratorRule): GeneratorRule {
  return rule.env ? { ...rule, envs: [...(rule.envs ?? []), rule.env] } : rule;
}

const deprecations = [
  ["bases", "resources"],
  ["commonLabels", "labels"],
  ["imageTags", "images"],
  ["patchesJson6902", "patches"],
  ["patchesStrategicMerge", "patches"],
  ["vars", "replacements"],
] as const;
