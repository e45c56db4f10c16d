import { createHash } from 'node:crypto';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Fields } from '#shared/records/record.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';

/**
 * The planned action of a manager, or of an API key that exports. It names fields and never
 * contains their values.
 */
export type ManagerLogEntry = {
  readonly tenant: string;
  /** The tenant's settings; they decide how long the entry stays. */
  readonly settings: TenantSettings;
  /** Email, or the prefix of an API key; encrypted. */
  readonly actor: string;
  /**
   * The stable id of the same actor, without personal data. It distinguishes entries of the same
   * ten minutes; only a hash of it is stored.
   */
  readonly actorId: string;
  /** For example `customers.read`. */
  readonly action: string;
  /** The record, conversation or fields of the request; a plain id. */
  readonly target?: string;
  readonly outcome?: string;
  /** The names of the fields that a change sends, with colons between them; never their values. */
  readonly fields?: string;
  /** The client address of the request; encrypted. */
  readonly ip?: string;
};

/** Width of the windows in which a process writes an entry once. */
const windowMicros = 600 * microsPerSecond;

/**
 * A key that is equal for equal entries within the same ten minutes; a process writes only one of
 * them.
 */
export function windowOf(entry: ManagerLogEntry, now: Instant): string {
  const { tenant, actorId, action, target = null, outcome = null, fields = null } = entry;
  const parts = [tenant, actorId, action, target, outcome, fields, Math.floor(now / windowMicros)];
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64');
}

/**
 * The fields of an entry in their stored form.
 * @throws when one is missing or breaks its category's rules; the error names the field
 */
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
