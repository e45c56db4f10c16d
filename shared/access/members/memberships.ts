import { type DocumentRef, platformTenant, type StoredDocument } from '#shared/store/store.ts';
import { normalise } from '#shared/vault/normalise.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import { type Role, roles } from '../roles.ts';
import { people } from './collections.ts';

export type Membership = { readonly tenant: string; readonly role: Role };

/** The id of a person in every tenant: a keyed hash of the email. */
export function personIdOf(lookup: Pick<Lookup, 'mark'>, email: string): Promise<string> {
  return lookup.mark(platformTenant, 'person', [normalise('email', email)]);
}

/** Where a person's memberships lie. */
export function personRef(id: string): DocumentRef {
  return { tenant: platformTenant, collection: people.id, id };
}

/** The memberships that a person's document holds, in the order they began. */
export function membershipsOf(document: StoredDocument | undefined): Membership[] {
  const held = (document?.data['memberships'] as string[] | undefined) ?? [];
  return held.flatMap((entry) => {
    const [tenant = '', role] = entry.split('=');
    const known = roles.find((each) => each === role);
    return known === undefined ? [] : [{ tenant, role: known }];
  });
}

/** {@link membershipsOf}, as they are stored. */
export function encodeMemberships(memberships: readonly Membership[]): string[] {
  return memberships.map(({ tenant, role }) => `${tenant}=${role}`);
}
