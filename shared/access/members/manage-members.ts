import * as z from 'zod';
import { personAddress } from '#shared/base/addresses/person-address.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Caller } from '../caller.ts';
import { type Role, roles } from '../roles.ts';
import { requireScope } from '../scope.ts';
import {
  memberRef,
  ownersWrite,
  personWrite,
  readMembership,
  withMembership,
} from './change-membership.ts';
import { chooseIssuer } from './choose-issuer.ts';
import { members } from './collections.ts';
import { type MemberDeps, openEmail, sealEmail } from './seal-member.ts';

const role = z.enum(roles);
/** The issuer whose word is taken on an address; as its tokens name it. */
export const issuerName = z.string().max(512).optional().meta({
  description: 'The configured issuer that vouches for the address. With one it is that.',
});
export const inviteSchema = z.strictObject({ email: personAddress, role, issuer: issuerName });
export const changeRoleSchema = z.strictObject({ role });

/** Members that a tenant may have. */
export const membersMax = 500;

export type Member = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly issuer: string;
  readonly invited_at: string;
};

function render({ ref, data }: StoredDocument, email: string): Member {
  return {
    id: ref.id,
    email,
    role: data['role'] as Role,
    issuer: data['issuer'] as string,
    invited_at: formatInstant(data['created_at'] as Instant),
  };
}

/** All members of the caller's tenant, owners first. @throws Problem `scope-missing` */
export async function listMembers(deps: MemberDeps, caller: Caller): Promise<Member[]> {
  requireScope(caller.scopes, 'tenant');
  const documents = await deps.store.query({
    collection: members.id,
    tenant: caller.tenant,
    where: [],
    orderBy: [],
    limit: membersMax,
  });
  const list = await Promise.all(
    documents.map(async (document) => render(document, await openEmail(deps, document))),
  );
  const rank = (member: Member) => roles.indexOf(member.role);
  return list.toSorted((a, b) => rank(a) - rank(b) || a.email.localeCompare(b.email));
}

/**
 * Invites a person by the address that an issuer vouches for; on that issuer's word they belong to the tenant from
 * then on, within 5 s everywhere.
 * @throws Problem `scope-missing`, `validation-failed`, `already-member`, `contention`
 */
export async function inviteMember(
  deps: MemberDeps,
  caller: Caller,
  body: unknown,
): Promise<Member> {
  requireScope(caller.scopes, 'tenant');
  const { email, role: given, issuer: named } = parse(inviteSchema, body);
  const { tenant } = caller;
  const issuer = chooseIssuer(deps.issuers, { email, pointer: '/email', issuer: named });
  const id = await deps.personIds.idOf(email);
  const sealed = await sealEmail(deps, tenant, id, email);
  return retryOnConflict(deps, async () => {
    const { member, person, profile } = await readMembership(deps, tenant, id);
    if (member !== undefined) throw new Problem('already-member');
    const now = deps.now();
    const data = { ...sealed, role: given, issuer, created_at: now, changed_at: now };
    const ref = memberRef(tenant, id);
    await deps.store.commit([
      { kind: 'create', ref, data },
      ...personWrite(id, person, withMembership(person, tenant, { role: given, issuer })),
      ...ownersWrite(profile, id, given),
    ]);
    return { id, email, role: given, issuer, invited_at: formatInstant(now) };
  });
}

async function change(
  deps: MemberDeps,
  tenant: string,
  id: string,
  next: Role | undefined,
): Promise<StoredDocument> {
  return retryOnConflict(deps, async () => {
    const { member, person, profile } = await readMembership(deps, tenant, id);
    if (member === undefined) throw new Problem('record-not-found');
    const { ref, version } = member;
    const issuer = member.data['issuer'] as string;
    const standing = next && { role: next, issuer };
    const data = { ...member.data, role: next, changed_at: deps.now() };
    const own: Write =
      next === undefined
        ? { kind: 'delete', ref, version }
        : { kind: 'replace', ref, data, version };
    await deps.store.commit([
      own,
      ...personWrite(id, person, withMembership(person, tenant, standing)),
      ...ownersWrite(profile, id, next),
    ]);
    return next === undefined ? member : { ...member, data };
  });
}

/**
 * Gives a member another role, which holds everywhere within 5 s.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `last-owner`, `contention`
 */
export async function changeMember(
  deps: MemberDeps,
  caller: Caller,
  input: { readonly id: string; readonly body: unknown },
): Promise<Member> {
  requireScope(caller.scopes, 'tenant');
  const { role: next } = parse(changeRoleSchema, input.body);
  const document = await change(deps, caller.tenant, memberId(input.id), next);
  return render(document, await openEmail(deps, document));
}

/**
 * Removes a member, who is out everywhere within 5 s.
 * @throws Problem `scope-missing`, `record-not-found`, `last-owner`, `contention`
 */
export async function removeMember(
  deps: MemberDeps,
  caller: Caller,
  input: { readonly id: string },
): Promise<void> {
  requireScope(caller.scopes, 'tenant');
  await change(deps, caller.tenant, memberId(input.id), undefined);
}

/** Ids are keyed hashes in hex; anything else names nobody. */
function memberId(id: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Problem('record-not-found');
  return id;
}
