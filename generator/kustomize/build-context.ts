import type { Result } from "../model/problem.ts";
import type { ManifestReader } from "../yaml/manifest-reader.ts";
import type { FileSystem } from "./file-system.ts";
import type { Problems } from "./report.ts";
import type { RemoteSource } from "./sources/remote-source.ts";
import type { SchemaRegistry } from "./strategic-merge/schema-registry.ts";

/** Which files a kustomization may name: only those in or below its own folder, or any. */
export type LoadRestrictions = "rootOnly" | "none";

/** What every step of one build works with. */
export interface BuildContext {
  readonly fileSystem: FileSystem;
  readonly remote?: RemoteSource;
  readonly loadRestrictions: LoadRestrictions;
  readonly problems: Problems;
  readonly schemas: SchemaRegistry;
  readonly reader: ManifestReader;
  /** What HTTP answered for files that kustomizations name by URL, fetched before they are needed. */
  readonly downloads: Map<string, Result<Uint8Array>>;
  /** Takes notes that are no problems, such as deprecated fields. */
  readonly warn: (message: string) => void;
}
