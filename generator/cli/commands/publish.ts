import { posix } from "node:path";
import { planEnvironment } from "../../generate.ts";
import type { ArtifactReference } from "../../model/artifact.ts";
import type { Platform } from "../../model/platform.ts";
import type { Problem, Result } from "../../model/problem.ts";
import { VENDOR } from "../../model/sources-lock.ts";
import { readFolder } from "../../output/read-folder.ts";
import {
  publishTargetInvalid,
  publishTargetMissing,
  publishTargetShared,
  publishUncommitted,
} from "../../problems/publish-problems.ts";
import { withoutCredentials } from "../../problems/without-credentials.ts";
import { parseArtifactReference, printArtifactReference } from "../../publish/artifact-reference.ts";
import { gitRevision } from "../../publish/git-revision.ts";
import { packArtifact } from "../../publish/pack-artifact.ts";
import { pushArtifact } from "../../publish/push-artifact.ts";
import { type EnvironmentFlags, type Selection, selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface PublishOptions extends EnvironmentFlags {
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** `oci://…`; otherwise where the environment's values say that Flux syncs from. */
  readonly to?: string;
}

/** One environment's artifact, as it was pushed. */
interface Published {
  readonly environment: string;
  readonly artifact: string;
  readonly digest: string;
  readonly files: number;
  /** Of the compressed archive. */
  readonly bytes: number;
}

/** One environment, and where its artifact goes. */
interface Target {
  readonly platform: Platform;
  readonly reference: ArtifactReference;
}

/**
 * Pushes the committed output of environments to a registry, from which Flux can sync it. Nothing is pushed unless every environment's output
 * is as it was generated and committed.
 */
export async function publishCommand(options: PublishOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const targets = targetsOf(selection.value, options.to);
  if (!targets.ok) return refuse(targets.problems, options, terminal);
  const { user: root } = selection.value.roots;
  const packed = await Promise.all(targets.value.map((target) => pack(root, target)));
  const problems = packed.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return refuse(problems, options, terminal);
  const published: Published[] = [];
  const failures: Problem[] = [];
  for (const result of packed) {
    if (!result.ok) continue;
    const { target, artifact, files } = result.value;
    const pushed = await pushArtifact(target.reference, artifact);
    if (!pushed.ok) failures.push(...pushed.problems);
    else {
      const { digest, layer } = artifact;
      const { environment } = target.platform;
      const name = printArtifactReference(target.reference);
      published.push({ environment, artifact: name, digest, files, bytes: layer.length });
    }
  }
  if (failures.length > 0 && options.output === "json") return refuse(failures, options, terminal);
  if (options.quiet !== true) report(published, options, terminal);
  return failures.length > 0 ? refuse(failures, options, terminal) : EXIT.done;
}

function targetsOf({ environments, catalog }: Selection, to: string | undefined): Result<readonly Target[]> {
  const targets: Target[] = [];
  const problems: Problem[] = [];
  for (const environment of environments) {
    const plan = planEnvironment(environment, catalog);
    if (!plan.ok) {
      problems.push(...plan.problems);
      continue;
    }
    const { platform } = plan.value;
    const { artifact } = platform.values.delivery.flux;
    const text = to ?? (artifact && `${artifact.url}:${artifact.tag}`);
    const reference = text === undefined ? undefined : parseArtifactReference(text);
    if (text === undefined) problems.push(publishTargetMissing(environment.name));
    else if (reference === undefined) problems.push(publishTargetInvalid(text));
    else targets.push({ platform, reference });
  }
  const names = targets.map(({ reference }) => printArtifactReference(reference));
  const shared = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  problems.push(...[...shared].map(publishTargetShared));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: targets };
}

/** The environment's files at the paths that they have in the repository: its Kustomizations name those. */
async function pack(root: string, target: Target) {
  const { environment, values } = target.platform;
  const { repository, manifests } = values.delivery;
  const above = posix.dirname(repository.path);
  const folders = new Map([
    [`clusters/${environment}`, posix.join(repository.path, environment)],
    ...(manifests === "vendored" ? ([[VENDOR, posix.join(above, VENDOR)]] as const) : []),
  ]);
  const read = [...folders].map(([path, at]) => ({ at, files: readFolder({ root, path }) }));
  const known = await gitRevision(root, [...folders.keys()]);
  const git = known.ok ? known.value : undefined;
  const problems = [...read.map(({ files }) => files), known].flatMap((each) => (each.ok ? [] : each.problems));
  if (git !== undefined && git.uncommitted > 0) {
    problems.push(publishUncommitted([...folders.keys()].join(" and "), git.uncommitted));
  }
  if (problems.length > 0) return { ok: false as const, problems };
  const files = new Map(
    read.flatMap(({ at, files: found }) =>
      found.ok ? [...found.value].map(([path, content]) => [posix.join(at, path), content] as const) : [],
    ),
  );
  const artifact = await packArtifact(files, {
    ...(git !== undefined && { "org.opencontainers.image.created": git.committed }),
    "org.opencontainers.image.source": withoutCredentials(repository.url),
    ...(git !== undefined && { "org.opencontainers.image.revision": git.revision }),
  });
  return { ok: true as const, value: { target, artifact, files: files.size } };
}

/** A line per environment; as JSON all of it. */
function report(published: readonly Published[], { output }: PublishOptions, terminal: Terminal): void {
  if (output === "json") {
    terminal.stdout.write(`${JSON.stringify({ published }, undefined, 2)}\n`);
    return;
  }
  for (const { artifact, digest, files, bytes } of published) {
    terminal.stdout.write(`${artifact}@${digest}: ${files} files, ${Math.ceil(bytes / 1_000)} kB\n`);
  }
}
