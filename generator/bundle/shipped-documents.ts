import glob from "fast-glob";
import { readText } from "../layers/root-files.ts";
import type { Root } from "../layers/roots.ts";
import { readDocument, textDigest } from "../yaml/read-document.ts";

/** For build.mjs: the text of `parsed-documents`, in JavaScript, for the files of the package that every run reads. */
export function printShippedDocuments(folder: string): string {
  const root: Root = { folder, label: "" };
  const paths = glob.sync(
    ["components/*/{component,values}.yaml", "components/releases/*.yaml", "{overlays,environments}/*/*.yaml"],
    {
      cwd: folder,
    },
  );
  const entries = paths.sort().map((path) => {
    const text = readText(root, path);
    const document = text.ok ? readDocument(text.value, path) : text;
    if (!text.ok || !document.ok) throw new Error(`${path} cannot be read.`);
    return [textDigest(text.value), JSON.stringify(document.value.value)];
  });
  return `export const parsedDocuments = new Map(${JSON.stringify(entries)});\n`;
}
