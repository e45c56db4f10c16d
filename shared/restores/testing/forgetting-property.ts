import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { expect } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { pathOf, type Store, type StoredDocument } from '#shared/store/store.ts';
import { eraseSubject, erasing } from '#shared/subjects/erase-subject.ts';
import { tryGiveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import type { Receipt } from '#shared/subjects/receipts/receipt.ts';
import { verifyReceipts } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { personOf, world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import {
  belongingTo,
  conversationsOf,
  hangsOn,
  hashesOf,
  holds,
  textOf,
} from '#shared/subjects/testing/linked-to.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createRestoreFixture } from './create-restore-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
const restrictable = categories.filter(isRestrictable);
const actNames = [
  'say',
  'understand',
  'message',
  'trace',
  'signIn',
  'upload',
  'consent',
  'emit',
  'earn',
  'redeem',
  'enter',
  'win',
  'introduce',
] as const;
const grounds = [
  'accuracy_contested',
  'unlawful_processing',
  'needed_for_claims',
  'objection_pending',
];

const happening = fc.record({
  kind: fc.constant('act' as const),
  act: fc.constantFrom(...actNames),
  isAnna: fc.boolean(),
  conversation_id: fc.option(fc.constantFrom('c1', 'c2', 'c3'), { nil: undefined }),
  isKeyed: fc.boolean(),
});
const restriction = fc.record({
  kind: fc.constant('restrict' as const),
  category: fc.constantFrom(...restrictable.map(({ id }) => id)),
  at: fc.nat(20),
  ground: fc.constantFrom(...grounds),
});
const lifting = fc.record({
  kind: fc.constant('lift' as const),
  category: fc.constantFrom(...restrictable.map(({ id }) => id)),
});
const backingUp = fc.record({ kind: fc.constant('back up' as const) });

type Step = typeof happening | typeof restriction | typeof lifting | typeof backingUp;
type Happening = Step extends fc.Arbitrary<infer T> ? T : never;

/** A random history of two people, Anna and Bert, and the way in which Anna is erased. */
export const scenario = fc.record({
  history: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: happening },
      { weight: 2, arbitrary: restriction },
      { weight: 1, arbitrary: lifting },
      { weight: 1, arbitrary: backingUp },
    ),
    { minLength: 8, maxLength: 30 },
  ),
  isKept: fc.boolean(),
  restrictedToo: fc.boolean(),
  /** The number of seconds between the end of the history and the erasure. */
  jumpSeconds: fc.constantFrom(0, 7_200, 100_000),
  run: fc.oneof(
    fc.constant({ by: 'one' as const }),
    fc.constant({ by: 'two together' as const }),
    fc.record({
      by: fc.constant('one that is killed' as const),
      fatal: fc.nat(12),
      landed: fc.constantFrom('none' as const, 'all' as const),
    }),
  ),
  isKeyServiceAway: fc.boolean(),
});

/** One generated history. */
export type Given = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

type Fixture = Awaited<ReturnType<typeof createRestrictionFixture>>;

async function restrictOne({ stored, restrict }: Fixture, id: string, at: number, ground: string) {
  const found = await stored(id);
  const category = restrictable.find((each) => each.id === id);
  const one = found[at % Math.max(1, found.length)];
  if (one !== undefined && category) await restrict(category, one.ref.id, ground);
}

async function liftOne({ stored, lift, fixture: { clock } }: Fixture, id: string) {
  const [one] = await stored(restrictedId(id));
  const category = restrictable.find((each) => each.id === id);
  const day = new Date(clock.now / 1_000).toISOString().slice(0, 10);
  if (one !== undefined && category) await lift(category, one.ref.id, day);
}

function rethrowUnlessRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}

/**
 * Runs the history.
 * @returns the last backup of the history, and the fixture that restores this backup
 */
async function live(fixture: Fixture, history: readonly Happening[]) {
  const restores = createRestoreFixture(fixture.fixture);
  await restores.raise();
  let backup = await restores.backUp();
  for (const [at, step] of history.entries()) {
    fixture.fixture.clock.now += microsPerSecond;
    if (step.kind === 'restrict') await restrictOne(fixture, step.category, step.at, step.ground);
    if (step.kind === 'lift') await liftOne(fixture, step.category);
    if (step.kind === 'back up') {
      await restores.raise();
      backup = await restores.backUp();
    }
    if (step.kind !== 'act') continue;
    const { act, isAnna, isKeyed, conversation_id } = step;
    const occasion = { conversation_id, ...(isKeyed && { idempotencyKey: `key-${at}` }) };
    // Mayfly refuses some actions that a person repeats. Such refusals are part of a history.
    await fixture.acts[act]?.(isAnna ? anna : bert, occasion).catch(rethrowUnlessRefused);
  }
  await fixture.draw(1).catch(() => undefined);
  return { restores, backup };
}

/**
 * Makes functions that erase people and issue receipts. If `isAway` is true, the key service fails
 * until the first sweep.
 */
function createEraser(fixture: Fixture, isAway: boolean) {
  const fake = createFakeSigner();
  let isBack = !isAway;
  const signer = {
    ...fake,
    async sign(data: Uint8Array) {
      if (!isBack) throw new KeyServiceUnavailable('away');
      return fake.sign(data);
    },
  };
  const quiet = { onIssued: () => undefined, onFailure: () => undefined };
  return {
    keys: [jwkOf(fake.keyId, fake.publicKey)],
    async erase(body: object, store: Store = fixture.fixture.store): Promise<void> {
      const ctx = onStore(fixture.ctx, store);
      const { erasure } = await eraseSubject(ctx, world, { body, idempotencyKey: 'erase' });
      await tryGiveReceipt({ ...ctx, ...world, ...quiet, signer, commit: erasing(ctx) }, erasure);
    },
    sweep() {
      isBack = true;
      fixture.fixture.clock.now += 61 * microsPerSecond;
      const { ctx } = fixture;
      return runErase({
        ...ctx,
        ...world,
        ...quiet,
        store: fixture.fixture.store,
        signer,
        monotonic: () => 0,
        budgetSeconds: 60,
        onOverdue: () => undefined,
        onEnding: () => undefined,
        onFailure: (error: unknown) => {
          throw error;
        },
      });
    },
  };
}

const isKept = ({ data }: StoredDocument) => data['restriction_kept'] === true;
/**
 * The erase sweep notes the stock of each coupon pool once a day. So the document of a pool can
 * change although nobody used the pool.
 */
const isPool = ({ ref }: StoredDocument) => ref.collection === 'coupon_pools';
const isMark = ({ ref }: StoredDocument) => ref.collection === 'idempotency_marks';
const isOfCategory = ({ ref }: StoredDocument) =>
  restrictable.some(({ id }) => [id, restrictedId(id)].includes(ref.collection));

function countBy(documents: readonly StoredDocument[]) {
  const groups = Map.groupBy(documents, ({ ref }) => ref.collection);
  return Object.fromEntries([...groups].map(([id, all]) => [id, all.length]));
}

/**
 * Returns a function that is true for links that state the subjects of conversations. It is true
 * only for conversations of these records.
 */
function subjectsOf(records: readonly StoredDocument[]) {
  const led = new Set(records.flatMap(conversationsOf));
  return (document: StoredDocument): boolean =>
    document.ref.id.includes('.subject.') && conversationsOf(document).some((id) => led.has(id));
}

/**
 * Checks that no data of Anna remains, except data that is kept on a stated ground, and links that
 * state the subjects of its conversations. These links lead to the kept data.
 */
function expectForgotten(
  documents: readonly StoredDocument[],
  hers: readonly string[],
  gone: readonly StoredDocument[],
  isSubjectLeft: (document: StoredDocument) => boolean,
) {
  const left = documents.filter((each) => !isKept(each) && !isSubjectLeft(each));
  const texts = left.map(textOf);
  const isFound = (each: StoredDocument) =>
    isMark(each) || each.ref.collection === 'raffle_winners';
  const ids = gone.filter((each) => !isFound(each)).map(({ ref }) => ref.id);
  for (const needle of [...hers, ...Object.values(anna), ...ids])
    expect(texts.filter((text) => text.includes(needle))).toEqual([]);
}

/**
 * Runs a history, erases Anna, and restores a backup. After the erasure all data of Anna must be
 * deleted, except data that is kept on a stated ground. Bert's data must be unchanged, and there
 * must be one receipt. The restore must not bring deleted data back.
 * @param plant adds a defect before the erasure
 */
export async function checkForgetting(
  given: Given,
  plant: (store: Store) => void = () => undefined,
): Promise<void> {
  const fixture = await createRestrictionFixture();
  const { ctx, dump, fixture: inMemory } = fixture;
  await openTenant({ store: inMemory.store, now: () => inMemory.clock.now }, 'acme');
  const { restores, backup } = await live(fixture, given.history);
  const [hers, his] = [await hashesOf(ctx, anna), await hashesOf(ctx, bert)];
  const before = await dump();
  const isHers = belongingTo(before, { hers, his });
  const stays = (each: StoredDocument) => isKept(each) && !given.restrictedToo;
  const moves = (each: StoredDocument) =>
    given.isKept && each.ref.collection.startsWith('marketing_consents') && !stays(each);
  const isLeftRecord = hangsOn(before.filter((each) => isHers(each) && stays(each)));
  const isSubjectLeft = subjectsOf(
    before.filter((each) => isHers(each) && stays(each) && !holds(each, hers)),
  );
  const isLeft = (each: StoredDocument) => isLeftRecord(each) || isSubjectLeft(each);
  const going = before.filter((each) => isHers(each) && !isLeft(each) && !moves(each));

  plant(inMemory.store);
  inMemory.clock.now += given.jumpSeconds * microsPerSecond;
  const eraser = createEraser(fixture, given.isKeyServiceAway);
  const { keys } = eraser;
  const keep = [{ category: 'marketing_consents', ground: 'legal_claims' }];
  const body = {
    scope: { subject: anna },
    confirm: true,
    restricted_too: given.restrictedToo,
    ...(given.isKept && { keep }),
  };
  const { run } = given;
  if (run.by === 'two together') await Promise.all([eraser.erase(body), eraser.erase(body)]);
  else if (run.by === 'one') await eraser.erase(body);
  else {
    const { store, killed } = createKilledStore(inMemory.store, run.fatal, run.landed);
    await Promise.race([eraser.erase(body, store), killed]);
    await eraser.erase(body);
  }
  await eraser.sweep();
  expect(await eraser.sweep()).toMatchObject({ finished: 0, receipts: 0 });

  const after = await dump();
  expectForgotten(after, hers, going, isSubjectLeft);
  const kept = after.filter(isKept).filter(isHers);
  const expected = before.filter((each) => isHers(each) && (stays(each) || moves(each)));
  const idsOf = (all: readonly StoredDocument[]) => all.map(({ ref }) => ref.id).toSorted();
  expect(idsOf(kept)).toEqual(idsOf(expected.filter(isOfCategory)));
  const subjects = before.filter((each) => isHers(each) && isSubjectLeft(each));
  expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(subjects)));
  const now = new Map(after.map((document) => [pathOf(document.ref), document]));
  for (const document of before)
    if (!isHers(document) && !isPool(document)) {
      const same = now.get(pathOf(document.ref));
      expect([same?.version, same?.data]).toEqual([document.version, document.data]);
    }

  const jws = after.flatMap(({ ref, data }) =>
    ref.collection === 'receipts' ? [String(data['jws'])] : [],
  );
  expect(jws).toHaveLength(1);
  expect(await verifyReceipts(jws, keys)).toMatchObject({ isValid: true });
  const told = decodeJwt(jws[0] ?? '') as unknown as Extract<Receipt, { kind: 'erasure' }>;
  const counts = Object.fromEntries([
    ...told.categories.map((each) => [each.category, each.count]),
    ...told.beside
      .filter(({ collection }) => collection.endsWith('_restricted'))
      .map((each) => [each.collection, each.count]),
  ]);
  expect(counts).toEqual(countBy(going.filter(isOfCategory)));

  await restores.restoreFrom(backup);
  const restored = await dump();
  expectForgotten(restored, hers, going, isSubjectLeft);
  // A subject that somebody replaced after the backup is not restored.
  const createdAt = new Map(backup.map(({ ref, data }) => [ref.id, data['created_at']]));
  const unchanged = subjects.filter(
    ({ ref, data }) => createdAt.get(ref.id) === data['created_at'],
  );
  expect(idsOf(restored)).toEqual(expect.arrayContaining(idsOf(unchanged)));
  const records = new Map(restored.filter(isOfCategory).map((each) => [each.ref.id, each]));
  const backedUp = new Set(backup.map(({ ref }) => ref.id));
  for (const document of after.filter(isOfCategory)) {
    if (!backedUp.has(document.ref.id)) continue;
    const same = records.get(document.ref.id);
    const seals = ({ data }: StoredDocument) =>
      Object.entries(data).filter(([name]) => name.endsWith('_aes'));
    expect(same && seals(same)).toEqual(seals(document));
    if (document.ref.collection.endsWith('_restricted'))
      expect([same?.ref.collection, same?.data['restriction_ground']]).toEqual([
        document.ref.collection,
        document.data['restriction_ground'],
      ]);
  }
}
