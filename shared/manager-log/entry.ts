import { createHash } from 'node:crypto';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Fields } from '#shared/records/record.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';

/**
 * An action of a person, or one of two actions of an API key: an export, or a step of a draw. An
 * entry contains names of fields, never their values.
 */
export type ManagerLogEntry = {
  readonly tenant: string;
  /** The tenant's settings. They decide how long the entry is kept. */
  readonly settings: TenantSettings;
  /** The email address of a person, or the prefix of an API key. It is encrypted. */
  readonly actor: string;
  /**
   * A stable id of the person or API key in `actor`, without personal data. Entries of different
   * actors are never equal, because their ids differ. Only a hash of the id is stored.
   */
  readonly actorId: string;
  /** For example `customers.read`. */
  readonly action: string;
  /**
   * The target of the request: an id, names of fields, or the number of several records and a
   * digest of their ids. It is not encrypted.
   */
  readonly target?: string;
  readonly outcome?: string;
  /** The names of the fields that a change sends, with colons between them. Never their values. */
  readonly fields?: string;
  /** The client address of the request. It is encrypted. */
  readonly ip?: string;
};

/** Within the same ten minutes of the clock, a process writes equal entries only once. */
const windowMicros = 600 * microsPerSecond;

/**
 * Returns a key. Equal entries within the same ten minutes have the same key. A process writes only
 * one entry for each key.
 */
export function windowOf(entry: ManagerLogEntry, now: Instant): string {
  const { tenant, actorId, action, target = null, outcome = null, fields = null } = entry;
  const parts = [tenant, actorId, action, target, outcome, fields, Math.floor(now / windowMicros)];
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64');
}

/**
 * Checks the fields of an entry, and returns those that are stored.
 * @throws an error with the name of the field, if a field is missing or breaks its category's rules
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
