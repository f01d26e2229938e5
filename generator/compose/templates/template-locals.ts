import type { Platform, PlatformComponent } from "../../model/platform.ts";
import type { ValueMap } from "../../model/value.ts";
import type { WrittenExpectation } from "../read-expectation.ts";
import { componentScheduling, podPlacement } from "../workloads/scheduling.ts";
import { claimExpectations, claimPatches, type MountedClaim, type VolumeSettings } from "./claim-patches.ts";
import { type ExternalStore, externalStore } from "./external-store.ts";
import { type IdentityView, identityView } from "./identity-view.ts";
import { type IngressView, ingressView, trustIngress } from "./ingress-view.ts";
import { RefusedSetting } from "./refused-setting.ts";
import { type OwnStore, type S3Settings, s3Settings } from "./s3-settings.ts";
import { type FindObject, type UpstreamView, upstreamView } from "./upstream-view.ts";

/** What a template can name. Reading a property that is not there throws: a misspelt value must not print as nothing. */
export interface TemplateLocals {
  /** All merged values. */
  readonly values: object;
  /** The component's own settings. */
  readonly settings: object;
  /** The fields of a pod's spec that say where the component's pods run: for charts and custom resources, whose pods nobody sees here. */
  readonly scheduling: object;
  /** Every component that the platform delivers or the cluster already has, by name. */
  readonly components: readonly object[];
  /** The profiles of the values, with what all of them have: `model/profile.ts`. */
  readonly profiles: readonly object[];
  readonly environment: string;
  readonly release: string;
  /** The address and the issuer by which users log in. */
  readonly identity: IdentityView;
  /** What the release has, and what it calls it. */
  readonly upstream: UpstreamView;
  /** How the platform is reached from outside. */
  readonly ingress: IngressView;
  /** The object store where it is not the release's own; `undefined` otherwise. */
  readonly externalStore: ExternalStore | undefined;
  /** The S3 store of a component that may have one of its own (`objectStore`, `serviceAccountAnnotations`): else it is the platform's. */
  readonly s3Settings: () => S3Settings;
  /**
   * Ends the run with a problem at one of the component's settings (`connectors`, `volumes.database`) or at a value of the platform
   * (`values.identity.issuer`): what their schemas cannot say.
   */
  readonly refuse: (setting: string, message: string) => never;
  /** The patches by which those of these AuthorizationPolicies that the release has trust the ingress gateway. */
  readonly trustIngress: (...policies: readonly string[]) => readonly ValueMap[];
  /** The patches for a claim of upstream's, by the component's setting that describes its volume (`database` for `volumes.database`). */
  readonly claimPatches: (volume: string, claim: MountedClaim) => readonly ValueMap[];
  /** What must be in the cluster where that volume binds what is there already. */
  readonly claimExpectations: (
    volume: string,
    claim: Pick<MountedClaim, "namespace" | "name">,
  ) => readonly WrittenExpectation[];
}

/** The names of the components that a template of one component may ask about, and the values that it may print. */
export function templateLocals(platform: Platform, component: PlatformComponent, find: FindObject): TemplateLocals {
  const ingress = ingressView(platform.values);
  const isPolicy = (name: string) => partsHave(component, "AuthorizationPolicy", name);
  return {
    values: strict(platform.values, "values"),
    settings: strict(component.settings, "settings"),
    scheduling: strict(podPlacement({}, componentScheduling(platform, component)), "scheduling"),
    components: knownComponents(platform),
    profiles: strict(platform.profiles, "profiles"),
    environment: platform.environment,
    release: platform.release.name,
    identity: strict(identityView(platform, component), "identity"),
    upstream: strict(upstreamView(platform, component, find), "upstream"),
    ingress: strict(ingress, "ingress"),
    externalStore: externalStore(platform.values.objectStore),
    s3Settings: () => s3Settings(platform.values.objectStore, component.settings as unknown as OwnStore),
    refuse: (setting, message) => {
      throw new RefusedSetting(setting, message);
    },
    trustIngress: (...policies) => trustIngress(ingress, policies.filter(isPolicy)),
    claimPatches: (volume, claim) =>
      claimPatches(platform.values.storage, `volumes.${volume}`, volumeOf(component, volume), claim),
    claimExpectations: (volume, claim) => claimExpectations(volumeOf(component, volume), claim),
  };
}

/** Each once: of an existing one, what Kubeflow adds to it may be delivered. */
function knownComponents({ components, absent }: Platform): TemplateLocals["components"] {
  const existing = absent.filter((each) => each.existing);
  const names = new Set(existing.map(({ component }) => component.name));
  const delivered = components.filter(({ component }) => !names.has(component.name));
  const view = ({ component: { name, title, links }, version }: Pick<PlatformComponent, "component" | "version">) => ({
    ...{ name, title, version, links },
    isExisting: names.has(name),
  });
  return [...delivered, ...existing].map(view).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function partsHave({ parts }: PlatformComponent, kind: string, name: string): boolean {
  return parts.some(({ objects }) => objects.some((object) => object.kind === kind && object.name === name));
}

/** A volume of a component's settings, without the guard: most of its fields are optional. Throws where the component has no such volume. */
function volumeOf({ component, settings }: PlatformComponent, name: string): VolumeSettings {
  const { volumes } = settings as { readonly volumes?: Readonly<Record<string, VolumeSettings>> };
  const volume = volumes?.[name];
  if (volume === undefined) throw new Error(`${component.name} has no setting volumes.${name}.`);
  return volume;
}

/** The value behind a guard that throws on unknown properties, at any depth. `"x" in value` tells whether there is one. */
function strict<T extends object>(value: T, name: string): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (found === undefined && typeof key === "string" && !TOLERATED.has(key))
        throw new Error(`There is no ${name}.${key}.`);
      const inside = Array.isArray(target) ? `${name}[${String(key)}]` : `${name}.${String(key)}`;
      return typeof found === "object" && found !== null ? strict(found, inside) : found;
    },
  });
}

/** Asked for by JSON.stringify, string conversion and await, not by the author of a template. */
const TOLERATED = new Set(["toJSON", "then"]);
