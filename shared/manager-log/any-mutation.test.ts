import fc from 'fast-check';
import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { createLogFixture, entryOf, type LogFixture } from './testing/create-log-fixture.ts';
import { at } from './testing/item-at.ts';

type Mutation = {
  readonly kind: 'edit' | 'remove' | 'copy' | 'seal-edit' | 'seal-remove';
  readonly pick: number;
  readonly field: number;
};

/** Another value of the same type. */
function mutate(value: unknown, field: number): unknown {
  if (typeof value === 'number') return value + 1 + field;
  if (typeof value === 'string')
    return value.endsWith('0') ? `${value.slice(0, -1)}1` : `${value.slice(0, -1)}0`;
  const bytes = Uint8Array.from(value as Uint8Array);
  bytes[field % bytes.length] = (bytes[field % bytes.length] ?? 0) ^ 1;
  return bytes;
}

/**
 * Makes one change to the stored log.
 * @returns false if the log has no document that can be changed in this way
 */
async function apply(fixture: LogFixture, { kind, pick, field }: Mutation): Promise<boolean> {
  const today = fixture.clock.now - (fixture.clock.now % microsPerDay);
  const sealed = (await fixture.entries()).filter(({ data }) => Number(data['created_at']) < today);
  const seals = (await fixture.seals()).slice(0, -1);
  const targets = kind.startsWith('seal') ? seals : sealed;
  const target = targets[pick % Math.max(targets.length, 1)];
  if (target === undefined) return false;
  if (kind === 'remove' || kind === 'seal-remove') {
    await fixture.remove(target);
    return true;
  }
  if (kind === 'copy') {
    const id = target.ref.id.split('').toReversed().join('');
    await fixture.tamper({ ...target, ref: { ...target.ref, id } }, {});
    return true;
  }
  // A seal's shard only decides which part of the purge reads the seal. It is no part of the log.
  // So the verification need not find a changed shard.
  const names = Object.keys(target.data).filter(
    (name) => kind === 'edit' || name !== 'purge_shard',
  );
  const name = at(names, field % names.length);
  await fixture.tamper(target, { [name]: mutate(target.data[name], field) });
  return true;
}

test('in any log, a random change of sealed data is found, and without a change no problem is reported', async () => {
  const log = fc.record({
    writers: fc.integer({ min: 1, max: 3 }),
    days: fc.integer({ min: 2, max: 4 }),
    steps: fc.array(fc.record({ writer: fc.nat(2), number: fc.nat(40) }), {
      minLength: 4,
      maxLength: 20,
    }),
  });
  const mutation = fc.record({
    kind: fc.constantFrom('edit', 'remove', 'copy', 'seal-edit', 'seal-remove'),
    pick: fc.nat(100),
    field: fc.nat(200),
  });
  await fc.assert(
    fc.asyncProperty(log, mutation, async ({ writers, days, steps }, change) => {
      const fixture = createLogFixture();
      const processes = Array.from({ length: writers }, () => fixture.newWriter());
      for (let day = 0; day <= days; day += 1) {
        await Promise.all(
          steps.map(({ writer, number }) =>
            at(processes, writer % writers).record(entryOf(number)),
          ),
        );
        fixture.clock.now += microsPerDay;
      }
      await fixture.seal();
      expect(await fixture.problems()).toEqual([]);
      if (await apply(fixture, change)) expect(await fixture.problems()).not.toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 60_000);
