import { expect, test } from 'vitest';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { encode, encryptLegacy } from '../testing/legacy-lines.ts';
import { legacyRecordsId } from './collections.ts';
import { sealStaged } from './staged.ts';

const iv = 16;
const sealed = encryptLegacy({ a: 'xxxxxxxxxxxxxxxxxxxxxxxxx' });

function changed(at: number, by: number): Uint8Array {
  const bytes = Buffer.from(sealed);
  bytes[at] = (bytes[at] ?? 0) ^ by;
  return bytes;
}

/** Ciphertexts of the same length that give no valid value, for several reasons. */
const broken = {
  'wrong padding': changed(sealed.length - iv - 1, 0x55),
  'no UTF-8': changed(0, 0x80),
  'no JSON': changed(0, 0x01),
  'a value that the field does not accept': encryptLegacy('[1e999]'.padEnd(40)),
  'another key': encryptLegacy({ a: 'xxxxxxxxxxxxxxxxxxxxxxxxx' }, Buffer.alloc(16)),
};

const fields = { channel: 'wechat', external_id: 'u-1', conversation_id: 'c1' } as const;

/**
 * Returns what an observer of an import can see, except times: its answer, its calls to the
 * database and to the key service, and the number of its calls of `note`.
 */
async function watchImport(ciphertext: Uint8Array) {
  const world = await createLegacyFixture();
  const line = {
    category: messengerSessions.id,
    id: 's-1',
    created_at: world.daysAgo(1),
    ...fields,
    state_aes: encode(ciphertext),
  };
  world.takeCalls();
  const answer = await world.importTexts([JSON.stringify(line)], { keepEnvelopes: true });
  const { calls } = world.wrapper;
  return { answer, store: world.takeCalls(), kms: calls, notes: world.notes() };
}

/**
 * Returns what an observer of the sweep can see, except times. The ciphertext is stored in a
 * waiting document that is sealed correctly.
 */
async function watchSweep(ciphertext: Uint8Array) {
  const world = await createLegacyFixture();
  const { clock, ctx, store } = world;
  const id = '0'.repeat(32);
  const [createdAt, expiresAt] = [clock.now, clock.now + 86_400_000_000];
  const record = { id, createdAt, basisAt: createdAt, expiresAt, fields };
  const staged = { record, ciphertexts: { state: ciphertext }, legacyKey: 'old' };
  const waiting = await sealStaged(ctx, messengerSessions, staged);
  await store.commit([{ kind: 'create', ...waiting }]);
  world.takeCalls();
  const report = await world.rekey();
  const left = (await world.all(legacyRecordsId)).map(({ ref }) => ref.id);
  const { calls } = world.wrapper;
  return { report, left, store: world.takeCalls(), kms: calls, logged: world.unreadable.length };
}

test.each([
  ['import', watchImport, { answer: { rejected: 1 } }],
  ['sweep', watchSweep, { report: { migrated: 0, legacy_left: 1, failed: 0 }, logged: 1 }],
] as const)(
  'an observer of the %s cannot distinguish wrong padding from other invalid ciphertexts',
  async (_what, watch, expected) => {
    const padding = await watch(broken['wrong padding']);
    expect(padding).toMatchObject(expected);
    for (const [why, ciphertext] of Object.entries(broken))
      expect([why, await watch(ciphertext)]).toEqual([why, padding]);
  },
);

test('a line with a valid ciphertext is accepted by the import, and the sweep makes a record of it', async () => {
  expect(await watchSweep(sealed)).toMatchObject({ report: { migrated: 1 }, left: [], logged: 0 });
  expect(await watchImport(sealed)).toMatchObject({ answer: { kept: 1 } });
});
