import { describe, expect, test } from 'vitest';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import {
  createTenantsFixture,
  testIssuer,
} from '#shared/tenants/testing/create-tenants-fixture.ts';
import { memberRef } from './change-membership.ts';
import { members } from './collections.ts';
import { changeMember, inviteMember, listMembers, removeMember } from './manage-members.ts';
import { sealEmail } from './seal-member.ts';

const [anna, bernd, carla] = ['anna@example.com', 'bernd@example.com', 'carla@example.org'];

async function openAcme() {
  const fixture = createTenantsFixture();
  await fixture.open('acme', anna);
  return { ...fixture, owner: await fixture.callerOf(anna) };
}

describe('a member', () => {
  test('has the role of the invitation, and is listed with the email address as the invitation spells it', async () => {
    const { deps, owner, clock, callerOf } = await openAcme();
    await expect(callerOf(bernd)).rejects.toMatchObject({ code: 'not-a-member' });
    await inviteMember(deps, owner, { email: 'Bernd@Example.com', role: 'support' });
    // For 5 s the process has cached that this person is not a member.
    clock.now += 5_000_000;
    expect((await callerOf(bernd)).actor).toMatchObject({ role: 'support' });
    const list = await listMembers(deps, owner);
    expect(list.map(({ email, role }) => [email, role])).toEqual([
      [anna, 'owner'],
      ['Bernd@Example.com', 'support'],
    ]);
  });

  test('gets another role, or loses access, in every process within 5 s', async () => {
    const { deps, owner, clock, newAuthenticate, requestOf } = await openAcme();
    const { id } = await inviteMember(deps, owner, { email: bernd, role: 'support' });
    const processes = [newAuthenticate(), newAuthenticate()];
    const roles = () =>
      Promise.all(
        processes.map(async ({ caller }) => {
          const found = await caller(requestOf(bernd)).catch(({ code }) => ({ code }));
          if ('code' in found) return found.code;
          const { actor } = found.caller;
          return actor.kind === 'person' ? actor.role : actor.kind;
        }),
      );
    expect(await roles()).toEqual(['support', 'support']);
    await changeMember(deps, owner, { id, body: { role: 'viewer' } });
    clock.now += 5_000_000;
    expect(await roles()).toEqual(['viewer', 'viewer']);
    await removeMember(deps, owner, { id });
    clock.now += 5_000_000;
    expect(await roles()).toEqual(['not-a-member', 'not-a-member']);
  });

  test.each([
    ['a letter that case folding changes into another letter', '\u{212a}im@example.com'],
    ['a domain that is not an A-label', 'kim@bücher.example'],
    ['something invisible', 'kim\u{200b}@example.com'],
    ['an IP address as its domain', 'kim@127.0.0.1'],
    ['a space at the end', 'kim@example.com '],
  ])(
    'cannot have an address with %s; the first owner of a tenant cannot have one either',
    async (_, email) => {
      const { deps, owner, open } = await openAcme();
      const invited = inviteMember(deps, owner, { email, role: 'viewer' });
      await expect(invited).rejects.toMatchObject({ code: 'validation-failed' });
      await expect(open('beta', email)).rejects.toMatchObject({ code: 'validation-failed' });
    },
  );

  test('is not invited twice', async () => {
    const { deps, owner } = await openAcme();
    const again = inviteMember(deps, owner, { email: anna.toUpperCase(), role: 'dpo' });
    await expect(again).rejects.toMatchObject({ code: 'already-member' });
  });

  test('is invited and removed without an error even if the answers to the commits were lost', async () => {
    const { deps, owner, store } = await openAcme();
    // The database client sends each commit a second time. By then the first one has taken effect.
    const commit: Store['commit'] = async (writes) => {
      await store.commit(writes);
      return store.commit(writes);
    };
    const again = { ...deps, store: { ...store, commit } };
    const invited = await inviteMember(again, owner, { email: bernd, role: 'dpo' });
    expect(invited).toMatchObject({ email: bernd, role: 'dpo' });
    expect((await listMembers(deps, owner)).map(({ email }) => email)).toEqual([anna, bernd]);
    await expect(removeMember(again, owner, invited)).resolves.toBeUndefined();
    await expect(removeMember(again, owner, invited)).rejects.toMatchObject({
      code: 'record-not-found',
    });
    expect((await listMembers(deps, owner)).map(({ email }) => email)).toEqual([anna]);
  });

  test('is invited by only one of two simultaneous invitations, and the other one is refused', async () => {
    const { deps, owner } = await openAcme();
    const body = { email: bernd, role: 'dpo' };
    const both = await Promise.allSettled([
      inviteMember(deps, owner, body),
      inviteMember(deps, owner, body),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('is refused if the tenant has 500 members', async () => {
    const { deps, owner, store } = await openAcme();
    const [first] = await store.query({
      collection: members.id,
      tenant: 'acme',
      where: [],
      orderBy: [],
      limit: 1,
    });
    const { data, ref } = first as StoredDocument;
    const others = Array.from({ length: 498 }, (_, at): Write => {
      const id = String(at).padStart(64, '0');
      return { kind: 'create', ref: { ...ref, id }, data };
    });
    await store.commit(others);
    await inviteMember(deps, owner, { email: bernd, role: 'dpo' });
    const another = inviteMember(deps, owner, { email: carla, role: 'dpo' });
    await expect(another).rejects.toMatchObject({ code: 'too-many-members' });
  });

  test('is listed even if simultaneous invitations have exceeded the limit of 500 members', async () => {
    const { deps, owner, store, clock } = await openAcme();
    const at = { created_at: clock.now, changed_at: clock.now };
    const others = Array.from({ length: 500 }, async (_, number): Promise<Write> => {
      const ref = memberRef('acme', String(number).padStart(64, '0'));
      const sealed = await sealEmail(deps, 'acme', ref.id, `m${number}@example.com`);
      const data = { ...sealed, role: 'viewer', issuer: testIssuer.issuer, ...at };
      return { kind: 'create', ref, data };
    });
    await store.commit(await Promise.all(others));
    expect(await listMembers(deps, owner)).toHaveLength(501);
  });

  test('is stored without the email address as plain text', async () => {
    const { deps, owner, store } = await openAcme();
    await inviteMember(deps, owner, { email: bernd, role: 'dpo' });
    const query = { collection: members.id, tenant: 'acme', where: [], orderBy: [], limit: 9 };
    const found = await store.query(query);
    expect(found).toHaveLength(2);
    const text = JSON.stringify(found, (_name, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const part of ['bernd', 'anna', 'example.com']) expect(text).not.toContain(part);
  });
});

describe('the last owner', () => {
  test('can be removed or get another role only after somebody else has become an owner', async () => {
    const { deps, owner } = await openAcme();
    const [{ id } = { id: '' }] = await listMembers(deps, owner);
    const removal = () => removeMember(deps, owner, { id });
    await expect(removal()).rejects.toMatchObject({ code: 'last-owner' });
    const change = changeMember(deps, owner, { id, body: { role: 'support' } });
    await expect(change).rejects.toMatchObject({ code: 'last-owner' });
    await inviteMember(deps, owner, { email: bernd, role: 'owner' });
    await removal();
  });

  test('remains if two owners remove each other at the same time', async () => {
    const { deps, owner } = await openAcme();
    await inviteMember(deps, owner, { email: bernd, role: 'owner' });
    const ids = (await listMembers(deps, owner)).map(({ id }) => id);
    const results = await Promise.allSettled(ids.map((id) => removeMember(deps, owner, { id })));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await listMembers(deps, owner)).toHaveLength(1);
  });
});

describe('a membership and the issuer that verifies its person', () => {
  const one = { ...testIssuer, emailDomains: ['example.com'] };
  const other = { ...testIssuer, issuer: 'https://other.example', emailDomains: ['example.org'] };

  test('a token of another issuer gives access to no tenant and lists no tenant', async () => {
    const { open, callerOf, authenticate, requestOf } = createTenantsFixture();
    await open('acme', anna);
    const stranger = `${anna}|https://other.example`;
    await expect(callerOf(stranger)).rejects.toMatchObject({ code: 'not-a-member' });
    await expect(callerOf(stranger, 'acme')).rejects.toMatchObject({ code: 'not-a-member' });
    expect((await authenticate.person(requestOf(stranger))).memberships).toEqual([]);
    expect((await callerOf(anna)).tenant).toBe('acme');
  });

  test('if only one issuer is configured, the membership gets this issuer', async () => {
    const { deps, owner } = await openAcme();
    const invited = await inviteMember(deps, owner, { email: bernd, role: 'dpo' });
    expect(invited.issuer).toBe(testIssuer.issuer);
    const named = { email: carla, role: 'dpo', issuer: testIssuer.issuer };
    expect((await inviteMember(deps, owner, named)).issuer).toBe(testIssuer.issuer);
    const list = await listMembers(deps, owner);
    expect(list.map(({ issuer }) => issuer)).toEqual(Array(3).fill(testIssuer.issuer));
  });

  test('if several issuers are configured, an invitation must name one of them that may verify the address', async () => {
    const { deps, open, callerOf } = createTenantsFixture([one, other]);
    await open('acme', anna, [], one.issuer);
    const owner = await callerOf(anna);
    const refused = (body: object) =>
      inviteMember(deps, owner, { email: carla, role: 'viewer', ...body }).catch(
        ({ code, errors }) => [code, ...errors],
      );
    for (const [body, pointer, rule] of [
      [{}, '/issuer', 'required'],
      [{ issuer: 'https://third.example' }, '/issuer', 'configured-issuer'],
      [{ issuer: one.issuer }, '/email', 'domain-of-the-issuer'],
      [{ email: bernd, issuer: other.issuer }, '/email', 'domain-of-the-issuer'],
    ] as const)
      expect(await refused(body)).toEqual(['validation-failed', { pointer, rule }]);
    await inviteMember(deps, owner, { email: carla, role: 'viewer', issuer: other.issuer });
    expect((await callerOf(`${carla}|${other.issuer}`)).tenant).toBe('acme');
    await expect(open('beta', anna)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/issuer', rule: 'required' }],
    });
    await expect(open('beta', carla, [], one.issuer)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/owner', rule: 'domain-of-the-issuer' }],
    });
  });

  test('if no issuer is configured, no person can be invited', async () => {
    const { deps, owner } = await openAcme();
    const invited = inviteMember({ ...deps, issuers: [] }, owner, { email: bernd, role: 'dpo' });
    await expect(invited).rejects.toMatchObject({
      errors: [{ pointer: '/issuer', rule: 'required' }],
    });
  });

  test('the issuer does not change when the role changes', async () => {
    const { deps, owner, callerOf } = await openAcme();
    const { id } = await inviteMember(deps, owner, { email: bernd, role: 'support' });
    const changed = await changeMember(deps, owner, { id, body: { role: 'viewer' } });
    expect(changed.issuer).toBe(testIssuer.issuer);
    expect((await callerOf(bernd)).tenant).toBe('acme');
    const stranger = `${bernd}|https://other.example`;
    await expect(callerOf(stranger)).rejects.toMatchObject({ code: 'not-a-member' });
  });

  test('the name of an issuer may contain the separator that is used in stored memberships', async () => {
    const odd = { ...testIssuer, issuer: 'https://id.example.org/realms/a=b=c' };
    const { open, callerOf } = createTenantsFixture([odd]);
    await open('acme', anna);
    expect((await callerOf(`${anna}|${odd.issuer}`)).tenant).toBe('acme');
    await expect(callerOf(`${anna}|https://id.example.org/realms/a`)).rejects.toMatchObject({
      code: 'not-a-member',
    });
  });
});

test('a person with several tenants chooses one in the request, and gets no access to a tenant without a membership', async () => {
  const { open, callerOf, deps, clock } = createTenantsFixture();
  await open('acme', anna);
  await open('blumen', anna);
  await open('citrus', carla);
  await expect(callerOf(anna)).rejects.toMatchObject({ code: 'tenant-unnamed' });
  expect((await callerOf(anna, 'blumen')).tenant).toBe('blumen');
  for (const tenant of ['citrus', 'nowhere', '', '_platform'])
    await expect(callerOf(anna, tenant)).rejects.toMatchObject({ code: 'not-a-member' });
  const owner = await callerOf(carla);
  expect(owner.tenant).toBe('citrus');
  await inviteMember(deps, owner, { email: anna, role: 'viewer' });
  clock.now += 5_000_000;
  expect((await callerOf(anna, 'citrus')).scopes).toEqual(new Set(['overview']));
});

test('a person without the right to administrate cannot manage members', async () => {
  const { deps, owner } = await openAcme();
  const viewer = { ...owner, scopes: new Set(['overview', 'subjects', 'work']) };
  const attempts = [
    listMembers(deps, viewer),
    inviteMember(deps, viewer, { email: bernd, role: 'owner' }),
    changeMember(deps, viewer, { id: 'x', body: { role: 'owner' } }),
    removeMember(deps, viewer, { id: 'x' }),
  ];
  for (const attempt of attempts)
    await expect(attempt).rejects.toMatchObject({ code: 'scope-missing' });
});
