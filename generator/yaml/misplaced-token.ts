import { Lexer } from "yaml";
import type { Node } from "./node.ts";
import { readManifests } from "./read-manifests.ts";

/**
 * The number of the first token that does not stand where any value of YAML could, but within a text: in quotes, or with something plain before
 * or after it. A comment may hold tokens, and so may a block of text, where what replaces them is a part of its line. `tokens` matches one, with
 * its number from 0 to `count` as the first group. Undefined: all are where they belong.
 */
export function misplacedToken(text: string, tokens: RegExp, count: number): number | undefined {
  if (count === 0 || known.has(text)) return undefined;
  // Reading it as what it is to be is fast, and finds nothing wrong with almost every text.
  const misplaced = standFree(text, tokens) === count ? undefined : firstWithin(text, tokens);
  if (misplaced !== undefined) return misplaced;
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(text);
  return undefined;
}

/** Most environments of a fleet have the same texts, once their values are tokens. */
const known = new Set<string>();
const MOST_KNOWN = 10_000;

/** How many tokens are plain scalars and nothing else. */
function standFree(text: string, tokens: RegExp): number {
  const read = readManifests(text, "");
  if (!read.ok) return 0;
  const free = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === "sequence") node.items.forEach(visit);
    else if (node.kind === "mapping") for (const { key, value } of node.entries) [key, value].forEach(visit);
    else if (node.quoted !== true && isToken(node.text, tokens)) free.add(node.text);
  };
  read.value.forEach(visit);
  return free.size;
}

function firstWithin(text: string, tokens: RegExp): number | undefined {
  let previous = "";
  let isBlock = false;
  for (const lexeme of new Lexer().lex(text)) {
    const isBlockText: boolean = isBlock && previous === SCALAR;
    const [token] = lexeme.matchAll(tokens);
    const isFree = isBlockText || lexeme.startsWith("#") || isToken(lexeme, tokens);
    if (token !== undefined && !isFree) return Number(token[1]);
    isBlock = !isBlockText && (isBlock || /^[|>]/.test(lexeme));
    previous = lexeme;
  }
  return undefined;
}

/** By which the lexer announces a plain scalar, and the text of a block after its header. */
const SCALAR = "\u001f";

function isToken(text: string, tokens: RegExp): boolean {
  return text.replace(tokens, "") === "" && [...text.matchAll(tokens)].length === 1;
}
