import { type DocumentRef, platformTenant, type StoredDocument } from '#shared/store/store.ts';
import { type Role, roles } from '../roles.ts';
import { people } from './collections.ts';

/** A person's role in a tenant, and the issuer that must verify the person. */
export type Standing = { readonly role: Role; readonly issuer: string };

export type Membership = Standing & { readonly tenant: string };

/** The document reference of a person's memberships. */
export function personRef(id: string): DocumentRef {
  return { tenant: platformTenant, collection: people.id, id };
}

/** Returns the memberships in a person's document, in the order in which they began. */
export function membershipsOf(document: StoredDocument | undefined): Membership[] {
  const held = (document?.data['memberships'] as string[] | undefined) ?? [];
  return held.flatMap((entry) => {
    const [, tenant = '', role, issuer = ''] = /^([^=]*)=([^=]*)=(.+)$/.exec(entry) ?? [];
    const known = roles.find((each) => each === role);
    return known === undefined ? [] : [{ tenant, role: known, issuer }];
  });
}

/** The inverse of {@link membershipsOf}: memberships in their stored form. */
export function encodeMemberships(memberships: readonly Membership[]): string[] {
  return memberships.map(({ tenant, role, issuer }) => `${tenant}=${role}=${issuer}`);
}
