import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { blankEntry } from './blanking.ts';
import { managerLogCuts } from './collections.ts';
import { noteShortening } from './cut.ts';
import { createSealedLog, type LogFixture } from './testing/create-log-fixture.ts';
import { at } from './testing/item-at.ts';

async function cutsOf({ store }: LogFixture): Promise<StoredDocument[]> {
  const query = { collection: managerLogCuts.id, where: [], orderBy: [], limit: 9 };
  return store.query({ ...query, tenant: 'acme' });
}

/**
 * Writes the note that the log's retention is shortened to three days. The given signer signs it.
 */
async function shorten(fixture: LogFixture, signer = fixture.signer) {
  const deps = { store: fixture.store, signer, random: Math.random, sleep: async () => undefined };
  const shortening = { category: managerLog.id, upTo: fixture.clock.now, days: 3 };
  await noteShortening(deps, 'acme', shortening);
  return deps;
}

/** Gives the first entry an earlier expiry, as the erase sweep does. */
async function expireFirst(fixture: LogFixture): Promise<void> {
  const first = at(await fixture.entries(), 0);
  const expiresAt = Number(first.data['created_at']) + 3 * microsPerDay;
  await fixture.tamper(first, { expires_at: expiresAt });
}

describe('a shortened retention', () => {
  test('explains earlier expiries and is listed in the report, if its note is correctly signed', async () => {
    const fixture = await createSealedLog(2, 3);
    await shorten(fixture);
    await expireFirst(fixture);
    expect(await fixture.verify()).toMatchObject({ cuts: [{ days: 3 }], problems: [] });
  });

  test.each([
    ['has no signature', async () => 'nobody'],
    ['is signed with another key', undefined],
  ] as const)(
    'explains no earlier expiry if its note %s, and the note is reported as forged',
    async (_, jws) => {
      const fixture = await createSealedLog(2, 3);
      await shorten(fixture, jws === undefined ? createFakeSigner() : fixture.signer);
      const cut = at(await cutsOf(fixture), 0);
      if (jws !== undefined) await fixture.tamper(cut, { jws: await jws() });
      await expireFirst(fixture);
      const { cuts, problems } = await fixture.verify();
      expect([cuts, problems.map(({ code }) => code)]).toEqual([
        [],
        ['cut-forged', 'expiry-changed'],
      ]);
    },
  );

  test.each([
    ['days', 1],
    ['up_to', 1_999_999_999_000_000],
    ['expires_at', 1_999_999_999_000_000],
  ])(
    'has a note that is reported as forged if its %s was changed after the signature',
    async (field, value) => {
      const fixture = await createSealedLog(2, 3);
      await shorten(fixture);
      await fixture.tamper(at(await cutsOf(fixture), 0), { [field]: value });
      expect(await fixture.problems()).toEqual(['cut-forged']);
    },
  );

  test('has a note that is reported as forged if it was copied to another tenant', async () => {
    const fixture = await createSealedLog(2, 3);
    await shorten(fixture);
    const cut = at(await cutsOf(fixture), 0);
    await fixture.tamper({ ...cut, ref: { ...cut.ref, tenant: 'beta' } }, {});
    expect(await fixture.problems('beta')).toEqual(['cut-forged']);
  });

  test('gets only one genuine note from repeated sweeps, even if a forged document has the id of the note', async () => {
    const fixture = await createSealedLog(2, 3);
    const id = `${fixture.clock.now}.3`;
    const ref = { tenant: 'acme', collection: managerLogCuts.id, id };
    const data = { expires_at: fixture.clock.now, purge_shard: 0, up_to: 1, days: 1, jws: 'decoy' };
    await fixture.store.commit([{ kind: 'create', ref, data }]);
    for (let run = 0; run < 3; run += 1) await shorten(fixture);
    expect((await cutsOf(fixture)).map((each) => each.ref.id)).toEqual([id, `${id}.1`]);
    await expireFirst(fixture);
    const { cuts, problems } = await fixture.verify();
    expect([cuts, problems.map(({ code }) => code)]).toMatchObject([[{ days: 3 }], ['cut-forged']]);
  });
});

describe('an entry whose content was removed', () => {
  async function blankFirst(signer?: LogFixture['signer']) {
    const fixture = await createSealedLog(1, 3);
    const [first, second] = await fixture.entries();
    if (first === undefined || second === undefined) throw new Error('no entries');
    const blanked = await blankEntry(signer ?? fixture.signer, first, fixture.clock.now);
    await fixture.store.commit([blanked]);
    return { fixture, first: at(await fixture.entries(), 0), second };
  }

  test('is accepted if the statement about the removal is signed', async () => {
    const { fixture } = await blankFirst();
    expect(await fixture.verify()).toMatchObject({ blanked: 1, problems: [] });
  });

  test('is reported if the statement is missing, or is signed with another key', async () => {
    const { fixture } = await blankFirst(createFakeSigner());
    expect(await fixture.problems()).toEqual(['blanking-forged']);
    const { fixture: other, first } = await blankFirst();
    for (const blanking of [undefined, 'x']) {
      await other.tamper(first, { blanking });
      expect(await other.problems()).toEqual(['blanking-forged']);
    }
  });

  test('is reported if the statement is about another entry or another time', async () => {
    const { fixture, first, second } = await blankFirst();
    await fixture.tamper(first, { blanked_at: Number(first.data['blanked_at']) + 1 });
    expect(await fixture.problems()).toEqual(['blanking-forged']);
    await fixture.tamper(first, {});
    const { blanked_at, blanking } = first.data;
    await fixture.tamper(second, {
      blanked_at,
      blanking,
      actor_aes: undefined,
      actor_mark: undefined,
      ip_aes: undefined,
    });
    expect(await fixture.problems()).toEqual(['blanking-forged']);
  });
});
