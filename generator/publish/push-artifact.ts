// Not exported by the package's entry, which can only attach something to an image that is there.
import { RegistryClient } from "@sigstore/oci/dist/registry.js";
import type { Artifact, ArtifactReference } from "../model/artifact.ts";
import type { Problem, Result } from "../model/problem.ts";
import { registryRefused, registryUnreachable } from "../problems/publish-problems.ts";
import { printArtifactReference } from "./artifact-reference.ts";
import { registryCredentials } from "./registry-credentials.ts";

/** A registry that is up answers each request within this time. */
const ANSWER_MILLISECONDS = 15_000;

/**
 * Pushes an artifact and puts its tag on it, as the OCI distribution specification has it: first the blobs that the registry lacks, then the
 * manifest, so that whoever pulls sees the old artifact or the new one. Plain HTTP only to this machine.
 */
export async function pushArtifact(reference: ArtifactReference, artifact: Artifact): Promise<Result<void>> {
  const { registry, repository, tag } = reference;
  const client = new RegistryClient(registry === "docker.io" ? "registry-1.docker.io" : registry, repository, {
    timeout: ANSWER_MILLISECONDS,
    retry: { retries: 2, minTimeout: 300, maxTimeout: 1_000 },
    // Undefined: from the environment.
    proxy: undefined,
    noProxy: undefined,
  });
  try {
    await signIn(client, registry);
    await client.uploadBlob(artifact.layer);
    await client.uploadBlob(artifact.config);
    await client.uploadManifest(artifact.manifest, { reference: tag });
    return { ok: true, value: undefined };
  } catch (error) {
    return { ok: false, problems: [pushProblem(reference, error)] };
  }
}

async function signIn(client: RegistryClient, registry: string): Promise<void> {
  const credentials = registryCredentials(registry);
  if (credentials === undefined) return;
  try {
    await client.signIn(credentials);
  } catch (error) {
    // A registry that lets everybody in gives no challenge to answer.
    if (!(error as Error).message.startsWith("Invalid challenge")) throw error;
  }
}

function pushProblem(reference: ArtifactReference, error: unknown): Problem {
  const target = printArtifactReference(reference);
  const { statusCode, message } = error as { statusCode?: number; message: string };
  return statusCode === undefined
    ? registryUnreachable(target, reference.registry, message)
    : registryRefused(target, reference.registry, statusCode);
}
