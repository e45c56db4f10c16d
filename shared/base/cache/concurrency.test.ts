import { describe, expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';
import { createSingleFlight } from './single-flight.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a single flight', () => {
  test('makes one call for simultaneous requests with the same key, and another call for a later request', async () => {
    const flight = createSingleFlight<number>();
    let calls = 0;
    const work = async () => {
      calls += 1;
      await turn();
      return calls;
    };
    expect(await Promise.all([flight('a', work), flight('a', work), flight('b', work)])).toEqual([
      2, 2, 2,
    ]);
    expect(calls).toBe(2);
    expect(await flight('a', work)).toBe(3);
  });

  test('fails for all callers that share a failed call, and a later request makes a new call', async () => {
    const flight = createSingleFlight<number>();
    const fail = async () => {
      await turn();
      throw new Error('once');
    };
    const outcomes = await Promise.allSettled([flight('a', fail), flight('a', fail)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flight('a', async () => 1)).toBe(1);
  });
});

describe('a keyed queue', () => {
  test('runs work with the same key in the order of the calls, and work with different keys at the same time', async () => {
    const queue = createKeyedQueue();
    const log: string[] = [];
    const job = (keys: readonly string[], name: string) =>
      queue(keys, async () => {
        log.push(`+${name}`);
        await turn();
        log.push(`-${name}`);
      });
    await Promise.all([
      job(['a'], '1'),
      job(['a'], '2'),
      job(['b'], '3'),
      job(['a', 'b'], '4'),
      job(['b'], '5'),
    ]);
    expect(log.indexOf('-1')).toBeLessThan(log.indexOf('+2'));
    expect(log.indexOf('+3')).toBeLessThan(log.indexOf('-1'));
    for (const before of ['-2', '-3']) expect(log.indexOf(before)).toBeLessThan(log.indexOf('+4'));
    expect(log.indexOf('-4')).toBeLessThan(log.indexOf('+5'));
  });

  test('has no deadlock if calls name the keys `a` and `b` in different orders', async () => {
    const queue = createKeyedQueue();
    const jobs = Array.from({ length: 20 }, (_, index) =>
      queue(index % 2 === 0 ? ['a', 'b'] : ['b', 'a'], async () => index),
    );
    expect(await Promise.all(jobs)).toHaveLength(20);
  });

  test('runs the next work after a failure, and only the caller of the failed work gets the error', async () => {
    const queue = createKeyedQueue();
    const failing = queue(['a'], async () => {
      throw new Error('mine');
    });
    const next = queue(['a'], async () => 'fine');
    await expect(failing).rejects.toThrow('mine');
    expect(await next).toBe('fine');
  });
});
