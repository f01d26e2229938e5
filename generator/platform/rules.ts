import type { Rule } from "./rule.ts";
import { addressesAreAddresses } from "./rules/addresses-are-addresses.ts";
import { databaseSettingsAreRead } from "./rules/database-settings-are-read.ts";
import { databasesAreWhole } from "./rules/databases-are-whole.ts";
import { eksIssuerIsGiven } from "./rules/eks-issuer-is-given.ts";
import { existingComponentIsLeftAlone } from "./rules/existing-component-is-left-alone.ts";
import { externalStoreIsUsable } from "./rules/external-store-is-usable.ts";
import { hostNamesAreKnown } from "./rules/host-names-are-known.ts";
import { oneProviderPerCapability } from "./rules/one-provider-per-capability.ts";
import { ownIssuerIsGiven } from "./rules/own-issuer-is-given.ts";
import { profilesAreComplete } from "./rules/profiles-are-complete.ts";
import { quotasHaveDefaults } from "./rules/quotas-have-defaults.ts";
import { redirectHasTls } from "./rules/redirect-has-tls.ts";
import { secretsCanBeMade } from "./rules/secrets-can-be-made.ts";
import { settingsAreInRelease } from "./rules/settings-are-in-release.ts";
import { settingsAreRead } from "./rules/settings-are-read.ts";
import { textsHoldWhatTheySay } from "./rules/texts-hold-what-they-say.ts";
import { usersAreLowercase } from "./rules/users-are-lowercase.ts";

/** Every cross-field rule. Adding one is a file in rules/ and a line here. */
export const rules: readonly Rule[] = [
  oneProviderPerCapability,
  redirectHasTls,
  hostNamesAreKnown,
  eksIssuerIsGiven,
  ownIssuerIsGiven,
  externalStoreIsUsable,
  settingsAreInRelease,
  settingsAreRead,
  profilesAreComplete,
  quotasHaveDefaults,
  usersAreLowercase,
  databasesAreWhole,
  databaseSettingsAreRead,
  secretsCanBeMade,
  existingComponentIsLeftAlone,
  addressesAreAddresses,
  textsHoldWhatTheySay,
];
