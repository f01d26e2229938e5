import type { Place, Result } from "../model/problem.ts";
import type { Value } from "../model/value.ts";
import { badJson, reservedKey } from "../problems/document-problems.ts";

/** Reads a JSON text; `file` is the path for places. Problems: a syntax error, and keys that every JavaScript object has. */
export function readJson(text: string, file: string): Result<Value> {
  const reserved = /"(__proto__|constructor|prototype)"\s*:/.exec(text);
  if (reserved !== null) {
    return { ok: false, problems: [reservedKey(reserved[1] ?? "", placeAt(text, file, reserved.index))] };
  }
  try {
    return { ok: true, value: JSON.parse(text) as Value };
  } catch (error) {
    const reason = (error as SyntaxError).message;
    // V8 says `… at position 17`; without a position it ran into the end.
    const offset = Number(/ at position (\d+)/.exec(reason)?.[1] ?? text.length);
    const words = reason.replace(/ (in JSON )?at position .*$/, "");
    return { ok: false, problems: [badJson(`${words}.`, placeAt(text, file, offset))] };
  }
}

function placeAt(text: string, file: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { file, line: before.split("\n").length, column: offset - lineStart + 1 };
}
