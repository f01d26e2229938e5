import glob from "fast-glob";
import { printPrecompiledTemplates } from "../compose/templates/print-precompiled-templates.ts";
import { readText } from "../layers/root-files.ts";
import type { Root } from "../layers/roots.ts";

/** For build.mjs: the text of `precompiled-templates`, in JavaScript, for the templates of the package. */
export function printShippedTemplates(folder: string): string {
  const root: Root = { folder, label: "" };
  const paths = glob.sync("{components,overlays,environments}/**/*.ejs", { cwd: folder });
  const texts = paths.sort().map((path) => {
    const text = readText(root, path);
    if (!text.ok) throw new Error(`${path} cannot be read.`);
    return text.value;
  });
  return printPrecompiledTemplates([...new Set(texts)]);
}
