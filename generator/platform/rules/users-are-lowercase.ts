import type { Problem } from "../../model/problem.ts";
import { PROFILE_ROLES } from "../../model/profile.ts";
import type { Path } from "../../model/value.ts";
import type { MembersValues, OwnerValues } from "../../model/values.gen.ts";
import { userNotLowercase } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** Where users are known in lower case, a name with capitals is nobody's: a profile that names one would be closed to whom it means. */
export const usersAreLowercase: Rule = ({ values }, merged) => {
  const { identity, userGroups, profileDefaults, profiles } = values;
  if (!identity.lowercaseUsers) return [];
  const named: readonly NamedUser[] = [
    ...Object.entries(userGroups).flatMap(([group, users]) =>
      users.map((user, index) => ({ user, path: ["userGroups", group, index] })),
    ),
    ...usersOf(profileDefaults, ["profileDefaults"]),
    ...profiles.flatMap((profile, index) => usersOf(profile, ["profiles", index])),
  ];
  return named
    .filter(({ user }) => /[A-Z]/.test(user))
    .map(({ user, path }): Problem => userNotLowercase(user, merged.place(path)));
};

interface NamedUser {
  readonly user: string;
  readonly path: Path;
}

function usersOf({ owner, members }: { owner?: OwnerValues; members?: MembersValues }, path: Path): NamedUser[] {
  return [
    ...ownerOf(owner, [...path, "owner"]),
    ...PROFILE_ROLES.flatMap((role) =>
      (members?.[role] ?? []).flatMap((member, index) =>
        typeof member === "string" ? [{ user: member, path: [...path, "members", role, index] }] : [],
      ),
    ),
  ];
}

/** Groups are the API server's to compare. */
function ownerOf(owner: OwnerValues | undefined, path: Path): NamedUser[] {
  if (typeof owner === "string") return [{ user: owner, path }];
  return owner?.kind === "User" ? [{ user: owner.name, path: [...path, "name"] }] : [];
}
