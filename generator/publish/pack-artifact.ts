import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import type { Artifact } from "../model/artifact.ts";

/** As Flux names them (github.com/fluxcd/pkg, oci/client.go). Its source controller takes the first layer, whatever its name. */
const CONFIG_TYPE = "application/vnd.cncf.flux.config.v1+json";
const LAYER_TYPE = "application/vnd.cncf.flux.content.v1.tar+gzip";
export const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

const EPOCH = new Date(0);

/**
 * Packs files as `flux push artifact` does: one layer, a tar archive. Equal files and annotations give equal bytes: entries are sorted, belong
 * to nobody and have no time.
 *
 * @param files content by path, relative to the root of the artifact, with `/`
 * @param annotations of the manifest
 */
export async function packArtifact(
  files: ReadonlyMap<string, Uint8Array>,
  annotations: Readonly<Record<string, string>>,
): Promise<Artifact> {
  const archive = await packTar(entriesOf(files));
  const layer = gzipSync(archive, { level: 9 });
  // Byte 9 is the system that compressed it (RFC 1952, section 2.3.1); 255 is "unknown".
  layer[9] = 255;
  const config = Buffer.from(
    JSON.stringify({
      architecture: "",
      os: "",
      config: {},
      rootfs: { type: "layers", diff_ids: [sha256(archive)] },
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, size: config.length, digest: sha256(config) },
    layers: [{ mediaType: LAYER_TYPE, size: layer.length, digest: sha256(layer) }],
    annotations,
  });
  return { layer, config, manifest, digest: sha256(manifest) };
}

function entriesOf(files: ReadonlyMap<string, Uint8Array>) {
  const paths = [...files.keys()].sort();
  return paths.map((name) => {
    const body = files.get(name) ?? new Uint8Array();
    return {
      header: { name, size: body.length, type: "file" as const, mode: 0o644, mtime: EPOCH, uid: 0, gid: 0 },
      body,
    };
  });
}

/** The digest by which a registry knows a content: `sha256:<hex>`. */
export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
