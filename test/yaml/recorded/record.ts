import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { manifests } from "./cases.ts";

// Records what the `kubectl kustomize` on PATH prints for the cases: npx tsx test/yaml/recorded/record.ts
const folder = mkdtempSync(join(tmpdir(), "record-"));
writeFileSync(join(folder, "cases.yaml"), manifests());
writeFileSync(join(folder, "kustomization.yaml"), "resources: [cases.yaml]\nsortOptions: {order: fifo}\n");
const printed = execFileSync("kubectl", ["kustomize", folder], { maxBuffer: 1e9 });
writeFileSync(resolve(import.meta.dirname, "expected.yaml"), printed);
rmSync(folder, { recursive: true });
