import { createHash } from 'node:crypto';
import type { PersonIds } from '#shared/access/members/person-ids.ts';

/** Gives keyed hashes of people. A hash reveals nobody's address. */
export type MarkPeople = Pick<PersonIds, 'markOf'>;

const label = 'actor of the manager log';

/**
 * The mark that finds the entries of one actor: 64 hexadecimal digits, the same for all entries of
 * the actor in a tenant. A person's mark is an HMAC of tenant and id under the key of people's ids.
 * Somebody with the database but without that key learns only which entries of a tenant belong to
 * one person. The beginning of an API key is not secret and not personal, so it is hashed without a
 * key.
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
