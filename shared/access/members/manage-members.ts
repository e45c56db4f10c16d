import * as z from 'zod';
import { personAddress } from '#shared/base/addresses/person-address.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { listAll } from '#shared/store/all-of.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { Caller } from '../caller.ts';
import { actFor, retryChecked } from '../commit-checked.ts';
import { type DoOnce, doUnkeyed, type RunAttempts } from '../do-once.ts';
import type { Acting } from '../renew-caller.ts';
import { type Role, roles } from '../roles.ts';
import { requireScope, rightTo } from '../scope.ts';
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
/** The issuer that must verify the email address, by the name in its tokens. */
export const issuerName = z.string().max(512).optional().meta({
  description:
    'The configured issuer that must verify the email address. If only one issuer is configured, it is the default.',
});
export const inviteSchema = z.strictObject({ email: personAddress, role, issuer: issuerName });
export const changeRoleSchema = z.strictObject({ role });

const administrates = rightTo('tenant');

/**
 * If a tenant has this many members, further invitations are refused. Simultaneous invitations can
 * exceed this number a little.
 */
const membersMax = 500;

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

/**
 * True if a stored member has the ciphertext that this request has made. The encryption is random,
 * so no other request makes the same ciphertext.
 */
function isSealedAs({ data }: StoredDocument, sealed: DocumentData): boolean {
  const [stored, own] = [data['email_aes'], sealed['email_aes']];
  return Buffer.compare(stored as Uint8Array, own as Uint8Array) === 0;
}

/** Lists all members of the caller's tenant, owners first. @throws Problem `scope-missing` */
export async function listMembers(deps: MemberDeps, caller: Caller): Promise<Member[]> {
  requireScope(caller.scopes, 'tenant');
  const query = { collection: members.id, tenant: caller.tenant, where: [], orderBy: [] };
  const documents = await listAll(deps.store, query);
  const list = await Promise.all(
    documents.map(async (document) => render(document, await openEmail(deps, document))),
  );
  const rank = (member: Member) => roles.indexOf(member.role);
  return list.toSorted((a, b) => rank(a) - rank(b) || a.email.localeCompare(b.email));
}

/**
 * Invites a person by an email address and the issuer that must verify the address. A person who
 * signs in with this address at this issuer is a member. Every process knows this after at most
 * 5 s. A repeated request with the same `Idempotency-Key` gets the member's present state.
 * @throws Problem `scope-missing`, `validation-failed`, `already-member`, `too-many-members`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function inviteMember(
  deps: MemberDeps,
  caller: Acting,
  body: unknown,
  once: DoOnce = doUnkeyed,
): Promise<Member> {
  administrates(caller);
  const { email, role: given, issuer: named } = parse(inviteSchema, body);
  const { tenant } = caller;
  const issuer = chooseIssuer(deps.issuers, { email, pointer: '/email', issuer: named });
  const id = await deps.personIds.idOf(email);
  const sealed = await sealEmail(deps, tenant, id, email);
  const attempts: RunAttempts = (attempt) =>
    retryChecked(actFor(deps, caller), administrates, attempt);
  return once<Member>(attempts, {
    async commit(now, remember) {
      const { member, person, profile } = await readMembership(now, tenant, id);
      if (member !== undefined) {
        // If the answer to the commit of an earlier attempt was lost, this attempt finds the member
        // already stored.
        if (isSealedAs(member, sealed)) return render(member, email);
        throw new Problem('already-member');
      }
      const all = { collection: members.id, tenant, where: [], orderBy: [] };
      if ((await now.store.count(all)) >= membersMax) throw new Problem('too-many-members');
      const at = now.now();
      const data = { ...sealed, role: given, issuer, created_at: at, changed_at: at };
      const ref = memberRef(tenant, id);
      await now.commit([
        { kind: 'create', ref, data },
        ...personWrite(id, person, withMembership(person, tenant, { role: given, issuer })),
        ...ownersWrite(profile, id, given),
        ...remember(id),
      ]);
      return { id, email, role: given, issuer, invited_at: formatInstant(at) };
    },
    async repeat(now) {
      const document = await now.store.get(memberRef(tenant, id));
      return document && render(document, email);
    },
  });
}

async function change(
  deps: MemberDeps,
  caller: Acting,
  id: string,
  next: Role | undefined,
): Promise<StoredDocument> {
  const { tenant } = caller;
  let found: StoredDocument | undefined;
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { member, person, profile } = await readMembership(now, tenant, id);
    if (member === undefined) {
      // An earlier attempt of this request has removed the member, but the answer was lost.
      if (next === undefined && found !== undefined) return found;
      throw new Problem('record-not-found');
    }
    found = member;
    const { ref, version } = member;
    const issuer = member.data['issuer'] as string;
    const standing = next && { role: next, issuer };
    const data = { ...member.data, role: next, changed_at: now.now() };
    const own: Write =
      next === undefined
        ? { kind: 'delete', ref, version }
        : { kind: 'replace', ref, data, version };
    await now.commit([
      own,
      ...personWrite(id, person, withMembership(person, tenant, standing)),
      ...ownersWrite(profile, id, next),
    ]);
    return next === undefined ? member : { ...member, data };
  });
}

/**
 * Gives a member another role. The change takes effect in every process within 5 s.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `last-owner`,
 * `contention`
 */
export async function changeMember(
  deps: MemberDeps,
  caller: Acting,
  input: { readonly id: string; readonly body: unknown },
): Promise<Member> {
  administrates(caller);
  const { role: next } = parse(changeRoleSchema, input.body);
  const document = await change(deps, caller, memberId(input.id), next);
  return render(document, await openEmail(deps, document));
}

/**
 * Removes a member. The person loses access in every process within 5 s.
 * @throws Problem `scope-missing`, `record-not-found`, `last-owner`, `contention`
 */
export async function removeMember(
  deps: MemberDeps,
  caller: Acting,
  input: { readonly id: string },
): Promise<void> {
  administrates(caller);
  await change(deps, caller, memberId(input.id), undefined);
}

/** Ids are keyed hashes in hex. Any other text is not the id of a member. */
function memberId(id: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Problem('record-not-found');
  return id;
}
