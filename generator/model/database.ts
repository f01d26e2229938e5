import type { Path } from "./value.ts";

/** What a server speaks. */
export type DatabaseEngine = "mysql" | "postgres";

/** What a component can be told about where to keep its state: `database` of its component.yaml. */
export interface DatabaseChoices {
  /** Of those that `database.provider` knows; `bundled` where upstream brings a server. */
  readonly providers: readonly string[];
  /** What it speaks with a server that is not the bundled one. */
  readonly engines: readonly DatabaseEngine[];
  /** Those of the engines that it speaks in plain text alone. */
  readonly withoutTls?: readonly DatabaseEngine[];
  /** The setting that describes the volume of the bundled server. */
  readonly volume?: Path;
  /** Where it reads the login: a namespace, or the path of the value that names it. */
  readonly namespace: string | Path;
}

/** A server that a component runs for others. */
export interface DatabaseServer {
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
}

/** As whom a component logs in. */
export interface DatabaseLogin {
  /** Name of the Secret in the component's namespace. */
  readonly secret: string;
  /** Either the user's name, or its key in the Secret. */
  readonly username?: string;
  readonly usernameKey?: string;
  readonly passwordKey: string;
}

/** What a person wrote about a database, for the platform or for one component; a component says only what is different. */
export interface WrittenDatabase {
  readonly provider?: string;
  readonly engine?: DatabaseEngine;
  readonly host?: string;
  readonly port?: number;
  readonly tls?: "disable" | "require" | "verify";
  readonly caConfigMap?: string;
  readonly login?: Partial<DatabaseLogin>;
  /** Of a component with one database. */
  readonly name?: string;
  /** Of a component with several, by what they are for. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * `components.<name>.database` as templates read it, completed with the platform's: for `bundled` the provider and the namespace alone. What
 * is still absent for another provider is a problem that the rules report.
 */
export interface ComponentDatabase extends Omit<WrittenDatabase, "login"> {
  readonly provider: string;
  readonly namespace: string;
  readonly login?: DatabaseLogin;
}
