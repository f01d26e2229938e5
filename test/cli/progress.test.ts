import { expect, test } from "vitest";
import { startProgress } from "../../generator/cli/progress.ts";

function fakeStream(isTTY?: boolean) {
  const texts: string[] = [];
  return { texts, write: (text: string) => texts.push(text), ...(isTTY === undefined ? {} : { isTTY }) };
}

test("on a terminal one line is written over and over, and erased at the end", () => {
  const stream = fakeStream(true);
  const progress = startProgress(stream);
  progress.show("generating dev", 0, 2);
  progress.show("generating prod", 1, 2);
  progress.end();
  expect(stream.texts).toEqual(["\r\u001b[K[0/2] generating dev", "\r\u001b[K[1/2] generating prod", "\r\u001b[K"]);
});

test("a line never wraps", () => {
  const stream = fakeStream(true);
  startProgress(stream).show("x".repeat(500), 1, 2);
  expect(stream.texts[0]).toHaveLength(4 + 79);
});

test.each([undefined, false])("into a file or a pipe (isTTY %s) nothing is written", (isTTY) => {
  const stream = fakeStream(isTTY);
  const progress = startProgress(stream);
  progress.show("generating dev", 0, 2);
  progress.end();
  expect(stream.texts).toEqual([]);
});

test("nothing is written when quiet", () => {
  const stream = fakeStream(true);
  const progress = startProgress(stream, true);
  progress.show("generating dev", 0, 2);
  progress.end();
  expect(stream.texts).toEqual([]);
});
