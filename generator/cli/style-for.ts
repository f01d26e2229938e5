import { styleText } from "node:util";
import type { Stream } from "./terminal.ts";

/** Puts a text into a style of `util.styleText`, or leaves it as it is. */
export type Style = (format: "bold" | "dim" | "red", text: string) => string;

/** Styles for a stream: none where nobody looks at it, or where they asked for none (https://no-color.org). */
export function styleFor(stream: Stream): Style {
  const isPlain = stream.isTTY !== true || (process.env["NO_COLOR"] ?? "") !== "";
  return isPlain ? (_, text) => text : (format, text) => styleText(format, text, { validateStream: false });
}
