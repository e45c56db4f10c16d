import { Problem } from '#shared/base/problems/problem.ts';
import { profileRef } from '#shared/settings/encode-settings.ts';
import {
  createOrReplace,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import type { Role } from '../roles.ts';
import { members } from './collections.ts';
import {
  encodeMemberships,
  type Membership,
  membershipsOf,
  personRef,
  type Standing,
} from './memberships.ts';
import type { MemberDeps } from './seal-member.ts';

/** The document reference of a tenant's member. */
export function memberRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: members.id, id };
}

/** The documents that a change of a membership needs. They are read together. */
export type MembershipState = {
  readonly member: StoredDocument | undefined;
  readonly person: StoredDocument | undefined;
  /** The tenant's document, which lists its owners. */
  readonly profile: StoredDocument;
};

/**
 * Reads a membership and the documents that belong to it.
 * @throws Problem `not-a-member` if the tenant does not exist
 */
export async function readMembership(
  deps: Pick<MemberDeps, 'store'>,
  tenant: string,
  id: string,
): Promise<MembershipState> {
  const [member, person, profile] = await deps.store.getAll([
    memberRef(tenant, id),
    personRef(id),
    profileRef(tenant),
  ]);
  if (profile === undefined) throw new Problem('not-a-member');
  return { member, person, profile };
}

/**
 * The write that stores a person's new memberships, or deletes the document when there are no
 * memberships left.
 */
export function personWrite(
  id: string,
  person: StoredDocument | undefined,
  memberships: readonly Membership[],
): Write[] {
  const ref = personRef(id);
  if (memberships.length > 0)
    return [createOrReplace(ref, { memberships: encodeMemberships(memberships) }, person)];
  return person === undefined ? [] : [{ kind: 'delete', ref, version: person.version }];
}

/**
 * Returns a person's memberships after a change in one tenant. `standing` is the person's new role
 * and issuer in this tenant. Without `standing`, the membership in this tenant is removed.
 */
export function withMembership(
  person: StoredDocument | undefined,
  tenant: string,
  standing: Standing | undefined,
): Membership[] {
  const held = membershipsOf(person);
  const others = held.filter((each) => each.tenant !== tenant);
  if (standing === undefined) return others;
  const next = { tenant, ...standing };
  if (others.length === held.length) return [...held, next];
  return held.map((each) => (each.tenant === tenant ? next : each));
}

/**
 * The write that updates the tenant's list of owners, if it changes. If two owners remove each
 * other at the same time, both commits change the list, so one of the commits fails.
 * @throws Problem `last-owner`
 */
export function ownersWrite(profile: StoredDocument, id: string, role: Role | undefined): Write[] {
  const owners = profile.data['owners'] as string[];
  const others = owners.filter((owner) => owner !== id);
  const next = role === 'owner' ? [...others, id] : others;
  if (next.length === owners.length && owners.includes(id) === next.includes(id)) return [];
  if (next.length === 0) throw new Problem('last-owner');
  const data = { ...profile.data, owners: next };
  return [{ kind: 'replace', ref: profile.ref, data, version: profile.version }];
}
