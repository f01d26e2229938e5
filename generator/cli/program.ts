import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { isDiskError } from "../output/disk-error.ts";
import { diskFailed } from "../problems/disk-problems.ts";
import { rootMissing } from "../problems/layer-problems.ts";
import { LONG_RUN, optimiseAfter } from "./optimise-after.ts";
import { packageVersion } from "./output-origin.ts";
import { refuse } from "./refuse.ts";
import { EXIT, type Terminal } from "./terminal.ts";

/** Runs one command line and gives its exit code. Commands are loaded when they are called: `--help` needs none of them. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const exit = { code: EXIT.done as number };
  try {
    await defineProgram(terminal, exit).parseAsync([...argv], { from: "user" });
    return exit.code;
  } catch (error) {
    // Commander has already printed what is wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}

/** For commands that may fetch something. */
const CACHE = [
  "--cache <folder>",
  "where what is fetched is kept, for any number of runs (KUBEFLOW_GITOPS_CACHE; else ~/.cache/kubeflow-gitops)",
] as const;

/** For commands that say how far they are, or what they have done. */
const QUIET = ["--quiet", "print problems only"] as const;

/** Adds a command with the flag that all have; gives it for more flags and its action. */
type Define = (name: string, summary: string) => Command;
/** Runs the function of a command with its options, and keeps its exit code. */
type Act = (
  load: () => Promise<(options: never, terminal: Terminal) => Promise<number>>,
  options: { readonly root?: string },
) => Promise<void>;

function defineProgram(terminal: Terminal, exit: { code: number }): Command {
  const program = new Command("kubeflow-gitops")
    .description(
      "One set of values in, the GitOps configuration of a whole Kubeflow platform out: for Argo CD or Flux.",
    )
    .version(packageVersion(), "--version")
    .exitOverride()
    .showHelpAfterError("Run with --help for the commands and their flags.")
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  const define: Define = (name, summary) =>
    program
      .command(name)
      .description(summary)
      .exitOverride()
      .addOption(new Option("--output <format>", "how results are printed").choices(["text", "json"]).default("text"));
  const act: Act = async (load, options) => {
    const command = await load();
    try {
      exit.code =
        options.root === undefined || isFolder(resolve(terminal.cwd, options.root))
          ? await command(options as never, terminal)
          : refuse([rootMissing(options.root)], options, terminal);
    } catch (error) {
      if (!isDiskError(error)) throw error;
      exit.code = refuse([diskFailed(error)], options, terminal);
    }
  };
  defineWriting(define, act);
  defineReading(define, act);
  defineMaintenance(define, act);
  return program;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What writes or compares the output. */
function defineWriting(define: Define, act: Act): void {
  const load = async () => (await import("./commands/generate.ts")).generateCommand;
  needsEnvironment(environments(define("generate", "write clusters/<environment> from the values")))
    .option(...QUIET)
    .option("--force", "replace generated files that were edited by hand")
    .option(...CACHE)
    .addOption(
      new Option("--check", "write nothing; exit 1 when clusters/<environment> is not what would be written").conflicts(
        "force",
      ),
    )
    .action((options) => act(load, options));
  needsEnvironment(environments(define("check", "the same as generate --check")))
    .option(...QUIET)
    .option(...CACHE)
    .action((options) => act(load, { ...options, check: true }));
  needsEnvironment(environments(define("publish", "push the committed output to a registry, for Flux to sync from")))
    .option(...QUIET)
    .option("--to <oci-url>", "oci://registry/path:tag; otherwise delivery.flux.artifact of the values")
    .action((options) => act(async () => (await import("./commands/publish.ts")).publishCommand, options));
}

/** What prints something about values and output. */
function defineReading(define: Define, act: Act): void {
  environments(
    define("validate", "check everything that generate would, without writing; all environments if none is named"),
  )
    .option(...QUIET)
    .option(...CACHE)
    .action((options) => act(async () => (await import("./commands/validate.ts")).validateCommand, options));
  environment(define("explain", "show which file set a value, and what that overrode"))
    .argument("[path]", "the value, with dots: database.host")
    .action((path, options) =>
      act(async () => (await import("./commands/explain.ts")).explainCommand, { ...options, path }),
    );
  inRoot(define("list", "list environments, overlays and components, and why each component is on"))
    .option("--env <name>", "only this environment, with its components")
    .option("--expectations", "what the cluster must have before the environment is synced")
    .addOption(
      new Option("--resources", "what the environment's components take: CPU, memory, volumes").conflicts(
        "expectations",
      ),
    )
    .addOption(
      new Option("--releases", "which version of each component every release has").conflicts([
        "env",
        "expectations",
        "resources",
      ]),
    )
    .action((options) => act(async () => (await import("./commands/list.ts")).listCommand, options));
  environment(define("images", "list every image of an environment, as nodes pull it: one a line"))
    .option(
      "--upstream",
      "what to copy into mirrors instead: `from to`, a line for each image that comes from elsewhere",
    )
    .addOption(new Option("--places", "a table with what names each image").conflicts("upstream"))
    .addOption(
      new Option("--unmirrored", "only images that are in none of the mirrors; exit 1 when there are any").conflicts(
        "upstream",
      ),
    )
    .action((options) => act(async () => (await import("./commands/images.ts")).imagesCommand, options));
  environment(define("graph", "draw the sync order"))
    .addOption(new Option("--format <language>", "the graph language").choices(["mermaid", "dot"]).default("mermaid"))
    .action((options) => act(async () => (await import("./commands/graph.ts")).graphCommand, options));
  define("build", "print what a kustomization folder renders to, as kustomize build does")
    .argument("[folder]", "the kustomization folder, or the URL of one", ".")
    .addOption(
      new Option("--load-restrictor <rule>", "whether files may lie outside the folder that names them")
        .choices(["rootOnly", "none", "LoadRestrictionsRootOnly", "LoadRestrictionsNone"])
        .default("rootOnly"),
    )
    .option(...QUIET)
    .option(...CACHE)
    .action((target, options) => act(loadBuild, { ...options, target }));
}

async function loadBuild() {
  optimiseAfter(LONG_RUN);
  return (await import("./commands/build.ts")).buildCommand;
}

/** What keeps the catalog and the schemas current. */
function defineMaintenance(define: Define, act: Act): void {
  inRoot(define("schema", "write the JSON Schema of values.yaml for editors, and its reference, docs/values.md"))
    .option(...QUIET)
    .option("--check", "write nothing; exit 1 when it is not current")
    .option("--types", "write the TypeScript type of the values instead")
    .action((options) => act(async () => (await import("./commands/schema.ts")).schemaCommand, options));
  inRoot(define("lock", "write sources.lock.yaml: what the sources of the releases in use are now; says what moved"))
    .option(...QUIET)
    .option(...CACHE)
    .action((options) => act(async () => (await import("./commands/lock.ts")).lockCommand, options));
  inRoot(define("vendor", "copy upstream's manifests to vendor/ for the environments that want them there"))
    .option(...QUIET)
    .option("--verify", "write nothing and ask no server; exit 1 when vendor/ is not what is locked")
    .addOption(new Option("--force", "put back vendored files that were edited by hand").conflicts("verify"))
    .option(...CACHE)
    .action((options) => act(async () => (await import("./commands/vendor.ts")).vendorCommand, options));
  inRoot(define("facts", "record what every upstream path of a release renders"))
    .option(...QUIET)
    .requiredOption("--release <name>", "the Kubeflow release")
    .option("--source <folder-or-url>", "a clone or mirror to read instead of the pinned repository, with @ref")
    .option(...CACHE)
    .option("--check", "write nothing; exit 1 when the recorded facts differ")
    .action((options) => act(async () => (await import("./commands/facts.ts")).factsCommand, options));
}

/** A command on a user's folder. */
function inRoot(command: Command): Command {
  return command.option(
    "--root <folder>",
    "folder with environments/, and with components/ and overlays/ of your own",
    ".",
  );
}

/** A command on one environment. */
function environment(command: Command): Command {
  return inRoot(command).requiredOption("--env <name>", "the environment");
}

/** A command on one or several environments. */
function environments(command: Command): Command {
  return inRoot(command)
    .option("--env <name...>", "an environment; repeat it for several")
    .addOption(new Option("--all", "every environment below environments/").conflicts("env"));
}

/** Refuses a command line that names no environment: writing all of them must be said. */
function needsEnvironment(command: Command): Command {
  return command.hook("preAction", (called) => {
    const { env, all } = called.opts<{ env?: readonly string[]; all?: boolean }>();
    if (env === undefined && all !== true)
      called.error("error: name an environment with --env <name>, or all of them with --all");
  });
}
