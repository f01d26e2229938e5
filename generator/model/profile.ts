import type {
  CloudIdentityValues,
  LimitRangeValues,
  PodDefaultValues,
  ProfileObject,
  ProfileSecret,
} from "./values.gen.ts";

/** A profile of the values with what all of them have, and its groups spelt out as users. */
export interface Profile {
  /** Of the Profile and of its namespace. */
  readonly name: string;
  readonly owner: { readonly kind: string; readonly name: string };
  /** By name; each user once, with the role that permits most, without the owner. */
  readonly members: readonly ProfileMember[];
  /** Whether members with the role `view` may open what runs there. */
  readonly viewersConnect: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Hard limits of the ResourceQuota; empty for none. */
  readonly quota: Readonly<Record<string, string | number>>;
  /** Fields of the LimitRange's entry for containers; empty for none. */
  readonly limitRange: LimitRangeValues;
  readonly cloudIdentity: CloudIdentityValues;
  readonly pipelinesToken: boolean;
  readonly podDefaults: readonly PodDefaultValues[];
  readonly secrets: readonly ProfileSecret[];
  readonly resources: readonly ProfileObject[];
}

export interface ProfileMember {
  readonly user: string;
  readonly role: ProfileRole;
}

/** What Kubeflow's access management calls the ClusterRoles kubeflow-admin, kubeflow-edit and kubeflow-view; that which permits most first. */
export const PROFILE_ROLES = ["admin", "edit", "view"] as const;

export type ProfileRole = (typeof PROFILE_ROLES)[number];
