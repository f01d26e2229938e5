import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a text file of the user's in one step: a killed run or a full disk leaves the old file or the new one. Its mode stays, and so does a
 * symbolic link to it; the folders above it are made. Throws Node's `ErrnoException`, also where nobody may write the file.
 */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  const target = mode === undefined ? file : realpathSync.native(file);
  if (mode !== undefined) accessSync(target, constants.W_OK);
  // Whoever reads the folder passes over what begins with a dot.
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    writeFileSync(temporary, text, { flush: true });
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
