import type { MergedValues } from "../../model/merged-values.ts";
import type { Problem } from "../../model/problem.ts";
import { PROFILE_ROLES } from "../../model/profile.ts";
import type { Path } from "../../model/value.ts";
import type { MembersValues, Values } from "../../model/values.gen.ts";
import { profileWithoutOwner, unknownUserGroup } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** Every profile has an owner, its own or that of all, and its members' groups exist: a misspelt group would leave people outside. */
export const profilesAreComplete: Rule = ({ values }, merged) => {
  const { profiles, profileDefaults } = values;
  return [
    ...unknownGroups(profileDefaults.members, ["profileDefaults", "members"], merged),
    ...profiles.flatMap(({ name, owner, members }, index) => [
      ...(owner === undefined && profileDefaults.owner === undefined
        ? [profileWithoutOwner(name, merged.place(["profiles", index]))]
        : []),
      ...unknownGroups(members, ["profiles", index, "members"], merged),
    ]),
  ];
};

function unknownGroups(members: MembersValues | undefined, path: Path, merged: MergedValues<Values>): Problem[] {
  const { userGroups } = merged.value;
  return PROFILE_ROLES.flatMap((role) =>
    (members?.[role] ?? []).flatMap((member, index) =>
      typeof member === "string" || Object.hasOwn(userGroups, member.group)
        ? []
        : [unknownUserGroup(member.group, Object.keys(userGroups), merged.place([...path, role, index, "group"]))],
    ),
  );
}
