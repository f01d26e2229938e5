import { statSync } from "node:fs";

/** This very program: one that was compiled anew may build otherwise. */
export function programIdentity(): string {
  const { mtimeMs, size } = statSync(import.meta.filename);
  return `${mtimeMs} ${size}`;
}
