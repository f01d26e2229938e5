import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { constants, Script } from "node:vm";

/**
 * What a CommonJS file of the bundle exports. It and the files beside it that it requires are not compiled where that was done when they were bundled:
 * docs/decisions/compiled-when-bundled.md. Adds the scripts that it loads to `loaded`, by the absolute path of their file.
 */
export function requireBundled(file: string, loaded: Map<string, Script> = new Map()): unknown {
  const content = readFileSync(file);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${content.toString()}\n})`, {
    filename: file,
    cachedData: readCompiled(file, content),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  loaded.set(file, script);
  const module = { exports: {} };
  const folder = dirname(file);
  const requireInstalled = createRequire(file);
  const require = (name: string) =>
    name.startsWith("./") ? requireBundled(join(folder, name), loaded) : requireInstalled(name);
  script.runInThisContext()(module.exports, require, module, file, folder);
  return module.exports;
}

/** Where the compiled code of a file of the bundle is. */
export function compiledFile(file: string): string {
  return `${file}.cache`;
}

/** What goes there: the code that V8 has made of the file by now, behind a hash of both. */
export function sealCompiled(file: string, script: Script): Buffer {
  const code = script.createCachedData();
  return Buffer.concat([hashOf(readFileSync(file), code), code]);
}

/** Nothing where it is not whole, or is of another content: V8 sees whether it is of its own version, and crashes on what is damaged. */
function readCompiled(file: string, content: Buffer): Buffer | undefined {
  const sealed = readIfPresent(compiledFile(file));
  const code = sealed?.subarray(HASH_SIZE);
  return code !== undefined && sealed?.subarray(0, HASH_SIZE).equals(hashOf(content, code)) ? code : undefined;
}

/** Of SHA-256, in bytes. */
const HASH_SIZE = 32;

function hashOf(content: Buffer, code: Buffer): Buffer {
  return createHash("sha256").update(content).update(code).digest();
}

function readIfPresent(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
