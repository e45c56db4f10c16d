import { createHash } from 'node:crypto';
import type { PersonIds } from '#shared/access/members/person-ids.ts';

/** Gives keyed hashes of people; it tells nobody's address. */
export type MarkPeople = Pick<PersonIds, 'markOf'>;

const label = 'actor of the manager log';

/**
 * The mark by which entries of one actor are found: 64 hexadecimal digits, the same for all entries of the actor in a
 * tenant. A person's is an HMAC of tenant and id under the key of people's ids. So whoever has the database and not that
 * key learns which entries of a tenant are one person's, and neither who that is, nor what they did in another tenant,
 * nor which of the members they are. The beginning of an API key is no secret and nobody's, and is hashed without a key.
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
