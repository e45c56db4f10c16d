import { createHash } from 'node:crypto';
import type { PersonIds } from '#shared/access/members/person-ids.ts';

/** Makes keyed hashes of people's ids. A hash does not reveal an email address. */
export type MarkPeople = Pick<PersonIds, 'markOf'>;

const label = 'actor of the manager log';

/**
 * The mark by which the entries of one actor are found: 64 hexadecimal digits, the same for all
 * entries of the actor in a tenant. A person's mark is an HMAC of tenant and id, with the key that
 * also makes people's ids. Somebody who has the database but not that key learns only which entries
 * of a tenant belong to the same person. The id of an API key is the first part of the key. This
 * part is not secret and not personal, so the mark of an API key is a plain hash.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function actorMarkOf(
  people: MarkPeople,
  tenant: string,
  actorId: string,
): Promise<string> {
  const parts = [label, tenant, actorId];
  if (!actorId.startsWith('mf_')) return people.markOf(parts);
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}
