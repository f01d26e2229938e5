import type { Artifact, ArtifactReference } from "../model/artifact.ts";
import type { Problem, Result } from "../model/problem.ts";
import { registryAnswerInvalid, registryRefused, registryUnreachable } from "../problems/publish-problems.ts";
import { printArtifactReference } from "./artifact-reference.ts";
import { MANIFEST_TYPE, sha256 } from "./pack-artifact.ts";
import { registryCredentials } from "./registry-credentials.ts";
import { BadAnswer, openSession, type RegistryResponse, type RegistrySession } from "./registry-session.ts";

/**
 * Pushes an artifact and puts its tag on it, as the OCI distribution specification has it: first the blobs that the registry lacks, then the
 * manifest, so that whoever pulls sees the old artifact or the new one. Plain HTTP only to this machine.
 */
export async function pushArtifact(reference: ArtifactReference, artifact: Artifact): Promise<Result<void>> {
  const { registry, repository, tag } = reference;
  try {
    const session = await openSession(registry, repository, registryCredentials(registry));
    await uploadBlob(session, artifact.layer);
    await uploadBlob(session, artifact.config);
    const manifest = { method: "PUT", contentType: MANIFEST_TYPE, body: artifact.manifest } as const;
    expectStatus(201, await session.send(session.urlOf(`manifests/${tag}`), manifest));
    return { ok: true, value: undefined };
  } catch (error) {
    return { ok: false, problems: [pushProblem(reference, error)] };
  }
}

async function uploadBlob(session: RegistrySession, blob: Uint8Array): Promise<void> {
  const digest = sha256(blob);
  const present = await session.send(session.urlOf(`blobs/${digest}`), { method: "HEAD" });
  if (present.status === 200) return;
  const uploads = session.urlOf("blobs/uploads/");
  const upload = expectStatus(202, await session.send(uploads, { method: "POST" }));
  const location = upload.headers.get("location") ?? "";
  // Relative to what was asked for (RFC 9110, section 10.2.2), and on another server if the registry keeps its blobs there.
  if (location === "" || !URL.canParse(location, uploads.href)) throw new BadAnswer("does not say where to upload to");
  const target = new URL(location, uploads);
  target.searchParams.set("digest", digest);
  const contentType = "application/octet-stream";
  expectStatus(201, await session.send(target, { method: "PUT", contentType, body: blob }));
}

function expectStatus(status: number, response: RegistryResponse): RegistryResponse {
  if (response.status !== status) throw new BadAnswer(`answered ${response.status}`, response.status);
  return response;
}

function pushProblem(reference: ArtifactReference, error: unknown): Problem {
  const target = printArtifactReference(reference);
  const { message } = error as Error;
  if (!(error instanceof BadAnswer)) return registryUnreachable(target, reference.registry, message);
  return error.status === undefined
    ? registryAnswerInvalid(target, reference.registry, message)
    : registryRefused(target, reference.registry, error.status);
}
