import { expect, test } from 'vitest';
import { formatInstant, microsPerSecond } from '#shared/base/time/instant.ts';
import { sealExpiry } from '#shared/manager-log/log-hour.ts';
import { renderLink, renderSeal } from '#shared/manager-log/read-proofs.ts';
import {
  createSealedLog,
  type LogFixture,
} from '#shared/manager-log/testing/create-log-fixture.ts';
import type { ShownEntry } from '#shared/manager-log/verification/check-coverage.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { publishedKeys } from '#shared/vault/published-keys.ts';
import { type Proofs, verifyShown } from './verify-shown.ts';

const shownOf = ({ ref, data }: StoredDocument): ShownEntry => ({
  id: ref.id,
  created_at: formatInstant(Number(data['created_at'])),
  expires_at: formatInstant(Number(data['expires_at'])),
  action: String(data['action']),
  target: String(data['target']),
  outcome: String(data['outcome']),
});

/** Returns functions that read the proofs of a log as the API does, in pages of two proofs each. */
function proofsOf({ seals, entries, signer }: LogFixture): Proofs {
  const pageOf = <T>(all: readonly T[], { cursor = '0' }: { readonly cursor?: string }) => {
    const end = Number(cursor) + 2;
    return {
      items: all.slice(Number(cursor), end),
      next_cursor: end < all.length ? String(end) : null,
    };
  };
  return {
    keys: async () => (await publishedKeys(signer)).keys,
    seals: async (asked) => pageOf((await seals()).toReversed().map(renderSeal), asked),
    async links({ created_after, created_before, ...asked }) {
      const within = (await entries()).filter((entry) => {
        const at = shownOf(entry).created_at;
        return at >= created_after && at < created_before;
      });
      return pageOf(within.map(renderLink), asked);
    },
  };
}

/**
 * Checks a log after a change. The log has three sealed entries on each of three days. It also has
 * three entries of the present hour, which are not sealed yet.
 */
async function checkedAfter(
  change: (fixture: LogFixture) => Promise<unknown>,
  shownAs: (entry: ShownEntry) => ShownEntry = (entry) => entry,
  laterMs = 0,
) {
  const fixture = await createSealedLog(3, 3);
  const shown = (await fixture.entries()).map(shownOf).map(shownAs);
  await change(fixture);
  const at = { tenant: 'acme', now: fixture.clock.now / 1_000 + laterMs };
  return verifyShown(proofsOf(fixture), at, shown, () => undefined);
}

const unchanged = async () => undefined;
const faultsOf = async (...input: Parameters<typeof checkedAfter>) =>
  (await checkedAfter(...input)).faults;

test('a complete log is valid, and the present hour has no seal yet', async () => {
  expect(await checkedAfter(unchanged)).toEqual({
    seals: 3,
    covered: 9,
    waiting: 3,
    gone: 0,
    faults: [],
  });
});

test('an hour that ended long ago without a seal is a fault', async () => {
  const faults = await faultsOf(unchanged, undefined, 4 * 3_600_000);
  expect(faults).toEqual([{ fault: 'hour-not-sealed', hour: '2026-01-18T12' }]);
});

test('the check reports a forged or misplaced seal, and the seal that follows a missing one', async () => {
  const gone = async ({ seals, remove }: LogFixture) =>
    remove((await seals())[1] as StoredDocument);
  expect(await faultsOf(gone)).toContainEqual({ fault: 'seal-missing', number: 3 });
  const forged = async ({ seals, tamper }: LogFixture) => {
    const [first, second] = await seals();
    const [header, , signature] = String(second?.data['jws']).split('.');
    const payload = String(first?.data['jws']).split('.')[1];
    await tamper(second as StoredDocument, { jws: `${header}.${payload}.${signature}` });
  };
  expect(await faultsOf(forged)).toContainEqual({ fault: 'seal-forged', number: 2 });
  const copied = async ({ seals, tamper }: LogFixture) => {
    const [first, second] = await seals();
    await tamper(second as StoredDocument, { jws: first?.data['jws'] });
  };
  expect(await faultsOf(copied)).toContainEqual({ fault: 'seal-misplaced', number: 2 });
});

test('a missing seal is a fault; but if the seal would expire within ten minutes, it may be missing', async () => {
  const removeBefore = (seconds: number) => async (fixture: LogFixture) => {
    await fixture.remove((await fixture.seals())[0] as StoredDocument);
    fixture.clock.now = sealExpiry('2026-01-15T12') - seconds * microsPerSecond;
  };
  expect(await faultsOf(removeBefore(10))).toEqual([]);
  expect(await faultsOf(removeBefore(601))).toEqual([{ fault: 'seal-missing', number: 2 }]);
});

test('the check reports a changed entry, and a shown entry that differs from the stored one', async () => {
  const change = async ({ entries, tamper }: LogFixture) =>
    tamper((await entries())[1] as StoredDocument, { target: 'record.9' });
  expect(await faultsOf(change)).toMatchObject([
    { fault: 'entry-not-sealed', entry: { target: 'record.0' } },
    { fault: 'entry-changed', entry: { target: 'record.1' } },
  ]);
  const other = (entry: ShownEntry) => ({ ...entry, target: 'record.9' });
  const faults = await faultsOf(unchanged, other);
  expect(new Set(faults.map(({ fault }) => fault))).toEqual(new Set(['entry-differs']));
});

test('the check counts a removed entry, and reports that the seal does not cover earlier entries of that hour', async () => {
  const remove = async (fixture: LogFixture) =>
    fixture.remove((await fixture.entries())[1] as StoredDocument);
  const { faults, gone } = await checkedAfter(remove);
  expect(faults.map(({ fault }) => fault)).toContain('entry-not-sealed');
  expect(gone).toBe(1);
});
