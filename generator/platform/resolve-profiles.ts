import { PROFILE_ROLES, type Profile, type ProfileMember } from "../model/profile.ts";
import type { MembersValues, MemberValues, OwnerValues, Values } from "../model/values.gen.ts";

/**
 * The profiles of the values, each with what `profileDefaults` gives to all of them. An owner that is missing is the user "", and a group that
 * does not exist has nobody in it: the rule `profilesAreComplete` refuses both.
 */
export function resolveProfiles(values: Pick<Values, "profiles" | "profileDefaults" | "userGroups">): Profile[] {
  const { profileDefaults: shared, userGroups } = values;
  return values.profiles.map((profile) => {
    const owner = ownerOf(profile.owner ?? shared.owner ?? "");
    return {
      name: profile.name,
      owner,
      members: membersOf([profile.members ?? {}, shared.members ?? {}], userGroups, owner.name),
      viewersConnect: profile.viewersConnect ?? shared.viewersConnect ?? true,
      labels: { ...shared.labels, ...profile.labels },
      quota: { ...shared.quota, ...profile.quota },
      limitRange: { ...shared.limitRange, ...profile.limitRange },
      cloudIdentity: { ...shared.cloudIdentity, ...profile.cloudIdentity },
      pipelinesToken: profile.pipelinesToken ?? shared.pipelinesToken ?? false,
      podDefaults: [...(shared.podDefaults ?? []), ...(profile.podDefaults ?? [])],
      secrets: [...(shared.secrets ?? []), ...(profile.secrets ?? [])],
      resources: [...(shared.resources ?? []), ...(profile.resources ?? [])],
    };
  });
}

function ownerOf(owner: OwnerValues): Profile["owner"] {
  return typeof owner === "string" ? { kind: "User", name: owner } : owner;
}

function membersOf(
  sources: readonly MembersValues[],
  groups: Values["userGroups"],
  owner: string,
): readonly ProfileMember[] {
  const members = new Map<string, ProfileMember>();
  for (const role of PROFILE_ROLES) {
    for (const user of sources.flatMap((source) => source[role] ?? []).flatMap((member) => usersOf(member, groups))) {
      if (user !== owner && !members.has(user)) members.set(user, { user, role });
    }
  }
  return [...members.values()].sort((a, b) => (a.user < b.user ? -1 : 1));
}

function usersOf(member: MemberValues, groups: Values["userGroups"]): readonly string[] {
  return typeof member === "string" ? [member] : (groups[member.group] ?? []);
}
