import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import { isLeaving } from '#shared/settings/live-rule.ts';
import type { SettingsReader } from '#shared/settings/read-settings.ts';
import { type Destination, settingsOf } from '#shared/settings/settings.ts';
import { tenantId } from './create-tenant.ts';

/**
 * The public part of a tenant's profile: how its pages store variables. It identifies no person.
 */
export type PublicProfile = {
  readonly id: string;
  readonly variables: { readonly destination: Destination; readonly retention_days: number };
};

/**
 * Reads the public profile of a tenant, which is at most 5 s old. If a tenant is being erased, its
 * profile is not found.
 * @throws Problem `record-not-found`; StoreUnavailable
 */
export async function readPublicProfile(
  deps: { readonly readSettings: SettingsReader; readonly now: () => Instant },
  { tenant }: { readonly tenant: string },
): Promise<PublicProfile> {
  if (!tenantId.safeParse(tenant).success) throw new Problem('record-not-found');
  const settings = await deps.readSettings(tenant);
  if (settings === undefined || isLeaving(settings, deps.now()))
    throw new Problem('record-not-found');
  const { destination, retentionDays } = settingsOf(settings, variables);
  const days = retentionDays ?? variables.retention.days;
  return { id: tenant, variables: { destination, retention_days: days } };
}
