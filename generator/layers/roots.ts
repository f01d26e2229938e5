/** The two folders that everything is read from; the same folder twice where somebody works in this repository itself. */
export interface Roots {
  /** Absolute: where the built-in components, overlays, schemas and the first base layer are. */
  readonly package: string;
  /** Absolute: where the user's environments are, and components and overlays of their own. */
  readonly user: string;
}
