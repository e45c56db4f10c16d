import { createHash } from 'node:crypto';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Fields } from '#shared/records/record.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';

/** What a manager, or whoever exports by API key, is about to see, change or delete. Names fields, holds no value of them. */
export type ManagerLogEntry = {
  readonly tenant: string;
  /** The tenant's, for how long the entry stays. */
  readonly settings: TenantSettings;
  /** Email, or the prefix of an API key; encrypted. */
  readonly actor: string;
  /** Stable id of the same, and nothing personal: entries of ten minutes are told apart by it. It is not stored. */
  readonly actorId: string;
  /** `customers.read`, say. */
  readonly action: string;
  /** The record, conversation or fields asked for; a plain id. */
  readonly target?: string;
  readonly outcome?: string;
  /** Where from; encrypted. */
  readonly ip?: string;
};

/** Width of the windows in which a process writes an entry once. */
const windowMicros = 600 * microsPerSecond;

/** The same for entries that say the same within the same ten minutes; a process writes one of them. */
export function windowOf(entry: ManagerLogEntry, now: Instant): string {
  const { tenant, actorId, action, target = null, outcome = null } = entry;
  const parts = [tenant, actorId, action, target, outcome, Math.floor(now / windowMicros)];
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64');
}

/** The fields of an entry as they are stored. @throws when one is missing or not what its category says; names the field */
export function entryFields(entry: ManagerLogEntry): Fields {
  const { tenant: _tenant, settings: _settings, actorId, ...fields } = entry;
  if (actorId === '') throw new Error('a manager log entry has no actorId');
  for (const [name, field] of Object.entries(managerLog.fields)) {
    const value = (fields as Fields)[name];
    if (value === undefined && !field.required) continue;
    if (!field.schema.safeParse(value).success)
      throw new Error(`a manager log entry has no valid ${name}`);
  }
  return fields;
}
