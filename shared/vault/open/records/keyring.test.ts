import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import type { DataKey } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import {
  KeyDenied,
  KeyServiceUnavailable,
  KeyVersionUnusable,
  WrappedKeyDamaged,
} from '../../key-wrapper.ts';
import type { Bucket } from '../../make-data-key.ts';
import { keyForTests } from '../../testing/key-for-tests.ts';
import type { DataKeyDirectory } from './data-key-directory.ts';
import { createKeyring, keyringLimits } from './keyring.ts';

const limits = {
  keys: 3,
  ageMicros: 600 * microsPerSecond,
  checkMicros: 30 * microsPerSecond,
  idleMicros: 400 * microsPerSecond,
};
const bucketOf = (day: number): Bucket => ({
  tenant: 'acme',
  category: 'customers',
  end: day * microsPerDay,
});

/**
 * Creates a keyring with a directory in memory. The directory counts its calls, and fails when the
 * test wants it.
 */
function createFixture() {
  const clock = { now: 20_000 * microsPerDay };
  const keys = new Map<string, DataKey>();
  const retired = new Set<string>();
  const damaged: string[] = [];
  const timer: { micros: number; work: (() => void) | undefined } = { micros: 0, work: undefined };
  const calls = { obtain: 0, load: 0, stateOf: 0 };
  const fault: { error: Error | undefined; delay: (() => void) | undefined } = {
    error: undefined,
    delay: undefined,
  };
  let made = 0;
  const directory: DataKeyDirectory = {
    async obtain({ tenant, end, use = '' }) {
      calls.obtain += 1;
      if (fault.error) throw fault.error;
      const found = keys.get(`${tenant} ${end} ${use}`);
      if (found !== undefined) return found;
      made += 1;
      const bytes = new Uint8Array(32).fill(made);
      const key = keyForTests('aes-256-gcm', { id: `key-${made}`, bytes, bucketEnd: end });
      keys.set(`${tenant} ${end} ${use}`, key);
      return key;
    },
    async load(_tenant, _category, id) {
      calls.load += 1;
      const found = [...keys.values()].find((key) => key.id === id);
      await Promise.resolve();
      fault.delay?.();
      if (fault.error) throw fault.error;
      return found && { key: found, state: retired.has(id) ? 'retired' : 'usable' };
    },
    async stateOf(_tenant, id) {
      calls.stateOf += 1;
      if (retired.has(id)) return 'retired';
      return [...keys.values()].some((key) => key.id === id) ? 'usable' : undefined;
    },
  };
  const newKeyring = () =>
    createKeyring({
      directory,
      now: () => clock.now,
      limits,
      runLater: (micros, work) => Object.assign(timer, { micros, work }),
      onDamaged: ({ id }) => void damaged.push(id),
    });
  const keyring = newKeyring();
  const pass = (seconds: number) => {
    clock.now += seconds * microsPerSecond;
  };
  const open = (id: string, tenant = 'acme') => keyring.keyToOpen(tenant, 'customers', { dek: id });
  /** Runs the work of the timer at once. */
  const ring = () => {
    const { work } = timer;
    timer.work = undefined;
    work?.();
  };
  return {
    clock,
    keys,
    retired,
    damaged,
    timer,
    ring,
    calls,
    fault,
    keyring,
    newKeyring,
    pass,
    open,
  };
}

test('a key is fetched once and then cached, for encrypting and decrypting', async () => {
  const { keyring, calls, open } = createFixture();
  const key = await keyring.keyToSeal(bucketOf(1));
  expect(await keyring.keyToSeal(bucketOf(1))).toBe(key);
  expect(await open(key.id)).toBe(key);
  expect(calls).toEqual({ obtain: 1, load: 0, stateOf: 0 });
});

test('simultaneous callers share one call of the directory', async () => {
  const { keyring, calls, newKeyring } = createFixture();
  const sealing = await Promise.all(
    Array.from({ length: 50 }, () => keyring.keyToSeal(bucketOf(1))),
  );
  expect(new Set(sealing).size).toBe(1);
  const id = sealing[0]?.id ?? '';
  const other = newKeyring();
  const opening = await Promise.all(
    Array.from({ length: 50 }, () => other.keyToOpen('acme', 'customers', { dek: id })),
  );
  expect(new Set(opening).size).toBe(1);
  expect(calls).toEqual({ obtain: 1, load: 1, stateOf: 0 });
});

test('a cached key is used only for its own tenant and category', async () => {
  const { keyring, calls, open } = createFixture();
  const { id } = await keyring.keyToSeal(bucketOf(1));
  await open(id, 'other');
  await keyring.keyToOpen('acme', 'variables', { dek: id });
  expect(calls.load).toBe(2);
});

describe('a destroyed key', () => {
  test('is refused at the next check, at most 30 s later, even by a process that has it in memory', async () => {
    const { keyring, keys, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    pass(29);
    await open(id);
    keys.clear();
    pass(1);
    await expect(open(id)).rejects.toBeInstanceOf(DecryptionError);
    await expect(open(id)).rejects.toBeInstanceOf(DecryptionError);
    expect(keyringLimits.checkMicros).toBe(30 * microsPerSecond);
  });

  test('is refused 30 s after it was read, even if its unwrapping took long', async () => {
    const { keyring, keys, fault, pass, newKeyring } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    fault.delay = () => {
      keys.clear();
      pass(20);
    };
    const late = newKeyring();
    await late.keyToOpen('acme', 'customers', { dek: id });
    fault.delay = undefined;
    pass(10);
    await expect(late.keyToOpen('acme', 'customers', { dek: id })).rejects.toBeInstanceOf(
      DecryptionError,
    );
  });

  test('never encrypts again, and its bucket gets another key', async () => {
    const { keyring, keys, pass } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    keys.clear();
    pass(30);
    expect((await keyring.keyToSeal(bucketOf(1))).id).not.toBe(id);
  });

  test('is refused at once by a process that does not have it in memory', async () => {
    const { open } = createFixture();
    await expect(open('unknown')).rejects.toBeInstanceOf(DecryptionError);
  });
});

describe('the cache', () => {
  test('checks a key every 30 s with one read, and does not unwrap it again', async () => {
    const { keyring, calls, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    for (let round = 0; round < 4; round += 1) {
      pass(30);
      await Promise.all([open(id), open(id)]);
    }
    expect(calls).toEqual({ obtain: 1, load: 0, stateOf: 4 });
  });

  test('unwraps a key again at its maximum age, even if it was used the whole time', async () => {
    const { keyring, calls, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    for (let second = 0; second < 600; second += 20) {
      await open(id);
      pass(20);
    }
    expect(calls.load).toBe(0);
    await open(id);
    expect(calls.load).toBe(1);
  });

  test('contains at most the allowed number of keys, and drops the least recently used key', async () => {
    const { keyring, calls, open } = createFixture();
    const ids: string[] = [];
    for (const day of [1, 2, 3]) ids.push((await keyring.keyToSeal(bucketOf(day))).id);
    const [first = '', second = ''] = ids;
    await open(first);
    await keyring.keyToSeal(bucketOf(4));
    await open(first);
    expect(calls.load).toBe(0);
    await open(second);
    expect(calls.load).toBe(1);
  });

  test('is not cleared if the clock is set back by only a second', async () => {
    const { keyring, calls, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    pass(-1);
    await open(id);
    pass(1);
    await open(id);
    expect(calls.load).toBe(0);
  });

  test('can be cleared completely', async () => {
    const { keyring, calls, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    keyring.forget();
    await open(id);
    expect(calls.load).toBe(1);
  });

  test('is cleared if the clock is set back by more than a second', async () => {
    const { keyring, calls, pass, open } = createFixture();
    const [one, two] = [await keyring.keyToSeal(bucketOf(1)), await keyring.keyToSeal(bucketOf(2))];
    pass(-2);
    await open(one.id);
    await open(two.id);
    expect(calls.load).toBe(2);
    await keyring.keyToSeal(bucketOf(1));
    expect(calls.obtain).toBe(3);
  });
});

describe('while the key service is down', () => {
  test('cached keys work until their maximum age, and then callers get an error until the outage ends', async () => {
    const { keyring, fault, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    fault.error = new KeyServiceUnavailable('down');
    pass(599);
    await open(id);
    await keyring.keyToSeal(bucketOf(1));
    await expect(keyring.keyToSeal(bucketOf(2))).rejects.toBeInstanceOf(KeyServiceUnavailable);
    pass(1);
    await expect(open(id)).rejects.toBeInstanceOf(KeyServiceUnavailable);
    await expect(keyring.keyToSeal(bucketOf(1))).rejects.toBeInstanceOf(KeyServiceUnavailable);
    fault.error = undefined;
    expect((await open(id)).id).toBe(id);
  });
});

describe('after a refusal of the key service', () => {
  test('callers get the refusal and no key is cached', async () => {
    const { keyring, fault, calls, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    fault.error = new KeyDenied('no');
    pass(600);
    await expect(open(id)).rejects.toBeInstanceOf(KeyDenied);
    await expect(keyring.keyToSeal(bucketOf(1))).rejects.toBeInstanceOf(KeyDenied);
    expect(calls.load).toBe(2);
    fault.error = undefined;
    await open(id);
    expect(calls.load).toBe(3);
  });

  test('all cached keys of the category are dropped together', async () => {
    const { keyring, calls, fault, open } = createFixture();
    const [old, other] = [
      await keyring.keyToSeal(bucketOf(1)),
      await keyring.keyToSeal(bucketOf(2)),
    ];
    fault.error = new KeyDenied('no');
    await expect(keyring.keyToSeal(bucketOf(3))).rejects.toBeInstanceOf(KeyDenied);
    for (const { id } of [old, other]) await expect(open(id)).rejects.toBeInstanceOf(KeyDenied);
    expect(calls.load).toBe(2);
  });
});

describe('after a refusal of one version of the key-encryption key', () => {
  test('all data keys of the category are dropped once; further requests for the refused data key do not drop them again', async () => {
    const { keyring, calls, fault, pass, open } = createFixture();
    const [old, other] = [
      await keyring.keyToSeal(bucketOf(1)),
      await keyring.keyToSeal(bucketOf(2)),
    ];
    pass(300);
    const kept = await keyring.keyToSeal(bucketOf(3));
    pass(300);
    const refuse = async () => {
      fault.error = new KeyVersionUnusable('destroyed');
      await expect(open(old.id)).rejects.toThrow(KeyVersionUnusable);
      fault.error = undefined;
    };
    await refuse();
    await open(kept.id);
    await open(other.id);
    expect(calls.load).toBe(3);
    await refuse();
    await open(kept.id);
    await open(other.id);
    expect(calls.load).toBe(4);
  });

  test('the bucket of the refused data key gets a new data key for encrypting', async () => {
    const { keyring, keys, calls, fault, pass } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    pass(600);
    keys.clear();
    fault.delay = () => {
      throw new KeyVersionUnusable('destroyed');
    };
    expect((await keyring.keyToSeal(bucketOf(1))).id).not.toBe(id);
    expect(calls).toMatchObject({ obtain: 2, load: 1 });
  });
});

describe('a damaged key', () => {
  test('gives the same error as a destroyed key and is logged, and all other keys are still cached', async () => {
    const { keyring, calls, damaged, fault, pass, open } = createFixture();
    const [one, other] = [
      await keyring.keyToSeal(bucketOf(1)),
      await keyring.keyToSeal(bucketOf(2)),
    ];
    pass(599);
    const kept = await keyring.keyToSeal(bucketOf(3));
    pass(1);
    fault.error = new WrappedKeyDamaged('changed');
    await expect(open(one.id)).rejects.toBeInstanceOf(DecryptionError);
    expect(damaged).toEqual([one.id]);
    await open(kept.id);
    expect(calls.load).toBe(1);
    fault.error = undefined;
    expect((await open(other.id)).id).toBe(other.id);
  });
});

describe('a document whose expiry is after the end of its key’s bucket', () => {
  test('is refused, both when the key is cached and when it is not', async () => {
    const { keyring, newKeyring } = createFixture();
    const { id: dek, bucketEnd } = await keyring.keyToSeal(bucketOf(1));
    for (const each of [keyring, newKeyring()]) {
      const ask = (expires_at: unknown) => each.keyToOpen('acme', 'customers', { dek, expires_at });
      await expect(ask(bucketEnd + 1)).rejects.toBeInstanceOf(DecryptionError);
      await expect(ask('later')).rejects.toBeInstanceOf(DecryptionError);
      await expect(ask(Number.NaN)).rejects.toBeInstanceOf(DecryptionError);
      expect((await ask(bucketEnd)).id).toBe(dek);
    }
  });
});

test.each([
  ['is checked again, after 30 s', 30],
  ['is read again because of its age', 3_600],
])('a retired key still decrypts, but stops encrypting when it %s', async (_when, seconds) => {
  const { keyring, keys, retired, pass, open } = createFixture();
  const { id } = await keyring.keyToSeal(bucketOf(1));
  // From now on the directory finds the key only by its id.
  for (const [bucket, key] of Array.from(keys)) {
    keys.delete(bucket);
    keys.set('retired', key);
  }
  retired.add(id);
  pass(seconds);
  const next = await keyring.keyToSeal(bucketOf(1));
  expect(next.id).not.toBe(id);
  expect((await open(id)).id).toBe(id);
});

describe('a timer', () => {
  test('drops unused keys, and keeps used keys', async () => {
    const { keyring, calls, timer, ring, pass, open } = createFixture();
    const [idle, used] = [
      await keyring.keyToSeal(bucketOf(1)),
      await keyring.keyToSeal(bucketOf(2)),
    ];
    expect(timer.micros).toBe(limits.idleMicros / 4);
    pass(399);
    ring();
    await open(used.id);
    pass(1);
    ring();
    expect(timer.work).toBeDefined();
    await open(used.id);
    expect(calls.load).toBe(0);
    await open(idle.id);
    expect(calls.load).toBe(1);
  });

  test('drops keys at their maximum age, and stops when none is left', async () => {
    const { keyring, timer, ring, pass, open } = createFixture();
    const { id } = await keyring.keyToSeal(bucketOf(1));
    for (let second = 0; second < 600; second += 100) {
      await open(id);
      pass(100);
    }
    ring();
    expect(timer.work).toBeUndefined();
    await keyring.keyToSeal(bucketOf(1));
    expect(timer.work).toBeDefined();
  });
});

test('the keys of one bucket for different uses are fetched and cached separately', async () => {
  const { keyring, calls } = createFixture();
  const stock = { ...bucketOf(1), use: 'stock' };
  for (const bucket of [bucketOf(1), stock, bucketOf(1), stock]) await keyring.keyToSeal(bucket);
  expect(calls.obtain).toBe(2);
});
