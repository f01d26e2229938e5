import { planEnvironment } from "../../generate.ts";
import { type ListedImage, listImages, printCopies, printImages } from "../../review/list/list-images.ts";
import { printTable } from "../../review/list/table.ts";
import { selectEnvironments } from "../environments.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface ImagesOptions {
  readonly root: string;
  readonly env: string;
  readonly output: OutputFormat;
  /** Pairs to copy into mirrors. */
  readonly upstream?: boolean;
  /** A table with what names each image. */
  readonly places?: boolean;
  /** Only those that come from none of the mirrors. */
  readonly unmirrored?: boolean;
}

/**
 * Lists every image of an environment: a name a line for scripts, the pairs to copy, or what names each; as JSON all of it. Asked for those that
 * no mirror has, it exits 1 where there are any.
 */
export async function imagesCommand(options: ImagesOptions, terminal: Terminal): Promise<number> {
  const selection = selectEnvironments(options, terminal);
  if (!selection.ok) return refuse(selection.problems, options, terminal);
  const { catalog, environments } = selection.value;
  const [environment] = environments;
  if (environment === undefined) return EXIT.done;
  const plan = planEnvironment(environment, catalog);
  if (!plan.ok) return refuse(plan.problems, options, terminal);
  const all = listImages(plan.value.platform, plan.value.components);
  const images = options.unmirrored === true ? all.filter(({ mirrored }) => !mirrored) : all;
  terminal.stdout.write(
    options.output === "json" ? `${JSON.stringify(images, undefined, 2)}\n` : print(images, options),
  );
  return options.unmirrored === true && images.length > 0 ? EXIT.problem : EXIT.done;
}

function print(images: readonly ListedImage[], { upstream, places }: ImagesOptions): string {
  if (upstream === true) return printCopies(images);
  return places === true ? printPlaces(images) : printImages(images);
}

function printPlaces(images: readonly ListedImage[]): string {
  return printTable([
    ["IMAGE", "COMPONENT", "WHERE", "INSTEAD OF"],
    ...images.map(({ image, component, object, field, rewritten, from }) => [
      image,
      component,
      field === "" ? object : `${object} ${field}`,
      rewritten ? from : "",
    ]),
  ]);
}
