import type { AbsentComponent, Platform } from "../model/platform.ts";
import type { Result } from "../model/problem.ts";
import { gather } from "../problems/gather.ts";
import { draftComponent } from "./draft-component.ts";
import { expectedObjects } from "./expected-objects.ts";
import { type FindObject, upstreamObjects } from "./templates/upstream-view.ts";

/** The platform with what each component that the cluster already has must have there. Problems: templates that fail. */
export function expectExisting(platform: Platform): Result<Platform> {
  const find = upstreamObjects(platform);
  const absent = gather(platform.absent.map((each) => withExpected(platform, each, find)));
  return absent.ok ? { ok: true, value: { ...platform, absent: absent.value } } : absent;
}

function withExpected(platform: Platform, absent: AbsentComponent, find: FindObject): Result<AbsentComponent> {
  const { existing, expectations, component, version, settings } = absent;
  if (!existing || expectations.length === 0) return { ok: true, value: absent };
  const nothingElse = { component: { ...component, chart: undefined }, version, settings, parts: [] };
  const draft = draftComponent(platform, { ...nothingElse, additions: expectations }, find);
  if (!draft.ok) return draft;
  const { additions, inventory } = draft.value;
  const expected = expectedObjects(draft.value.component, additions, [], inventory);
  return expected.ok ? { ok: true, value: { ...absent, expected: expected.value } } : expected;
}
