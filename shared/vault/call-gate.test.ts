import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallGateLimits, createCallGate } from './call-gate.ts';
import { KeyDenied, KeyServiceUnavailable } from './key-wrapper.ts';

const limits: CallGateLimits = {
  concurrentMax: 4,
  waitingMax: 10,
  firstPauseMs: 100,
  longestPauseMs: 1_000,
};
const deadlineMs = 8_000;
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** Creates a service that answers when the test says so, and a clock that the test moves. */
function createFixture(random = () => 1) {
  let now = 0;
  const timers: { readonly at: number; readonly work: () => void }[] = [];
  const log: string[] = [];
  const gate = createCallGate({
    limits,
    random,
    monotonic: () => now,
    after: (milliseconds, work) => void timers.push({ at: now + milliseconds, work }),
    onFailure: (_error, since) => void log.push(`failed ${since}`),
    onRecovery: (after) => void log.push(`recovered ${after}`),
  });
  const open: { answer(): void; fail(error?: Error): void }[] = [];
  let calls = 0;
  let most = 0;
  const ask = () =>
    gate(() => {
      calls += 1;
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const entry = {
        answer: () => resolve('answer'),
        fail: (error: Error = new KeyServiceUnavailable('down')) => reject(error),
      };
      open.push(entry);
      most = Math.max(most, open.length);
      return promise.finally(() => open.splice(open.indexOf(entry), 1));
    }, deadlineMs).catch((error: Error) => error.name);
  /** Lets time pass, and runs the timers that are due. */
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.splice(timers.indexOf(next), 1);
      now = next.at;
      next.work();
      await turns();
    }
    now = end;
  };
  return {
    ask,
    pass,
    open,
    log,
    calls: () => calls,
    most: () => most,
    now: () => now,
  };
}

test('only a limited number of calls run or wait, and a further call is refused at once', async () => {
  const { ask, open, calls } = createFixture();
  const asked = Array.from({ length: 14 }, ask);
  await turns();
  expect(calls()).toBe(4);
  expect(await ask()).toBe('KeyServiceUnavailable');
  while (open.length > 0) {
    expect(open.length).toBeLessThanOrEqual(4);
    open[0]?.answer();
    await turns();
  }
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['answer']));
});

test('a waiting caller gets an error at its deadline, and makes no call', async () => {
  const { ask, open, pass, calls } = createFixture();
  const asked = Array.from({ length: 5 }, ask);
  await pass(deadlineMs);
  expect(await asked[4]).toBe('KeyServiceUnavailable');
  for (const each of Array.from(open)) each.answer();
  await Promise.all(asked);
  expect(calls()).toBe(4);
});

describe('during an outage', () => {
  test('after a pause one call is tried, and if this call fails, all waiting callers get its error', async () => {
    const { ask, open, pass, calls } = createFixture();
    const first = ask();
    await turns();
    open[0]?.fail();
    expect(await first).toBe('KeyServiceUnavailable');
    const asked = Array.from({ length: 6 }, ask);
    await pass(99);
    expect(calls()).toBe(1);
    await pass(1);
    expect(calls()).toBe(2);
    open[0]?.fail();
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['KeyServiceUnavailable']));
    expect(calls()).toBe(2);
  });

  test('pauses grow to one second: without jitter, a minute of requests causes fewer than 66 calls', async () => {
    const { ask, open, pass, calls, now } = createFixture();
    while (now() < 60_000) {
      void ask();
      await turns();
      await pass(50);
      open[0]?.fail();
      await turns();
    }
    expect(calls()).toBeGreaterThan(55);
    expect(calls()).toBeLessThan(66);
  });

  test('the length of a pause is random, between half of the planned pause and the whole pause', async () => {
    for (const [chance, pauseMs] of [
      [0, 50],
      [1, 100],
    ] as const) {
      const { ask, open, pass, calls } = createFixture(() => chance);
      const first = ask();
      await turns();
      open[0]?.fail();
      await first;
      void ask();
      await pass(pauseMs - 1);
      expect(calls()).toBe(1);
      await pass(1);
      expect(calls()).toBe(2);
      open[0]?.answer();
    }
  });

  test('several failures of calls that were already running count as one failure, and no waiting caller gets an error from them', async () => {
    const { ask, open, pass, log } = createFixture();
    const before = Array.from({ length: 4 }, ask);
    await turns();
    const waiting = ask();
    for (const each of Array.from(open)) each.fail();
    await Promise.all(before);
    expect(log).toEqual(['failed 0']);
    await pass(100);
    open[0]?.answer();
    expect(await waiting).toBe('answer');
  });
});

describe('at the end of an outage', () => {
  test('after the first answer each waiting caller makes one call, and at no time more calls run than allowed', async () => {
    const { ask, open, pass, calls, most, log } = createFixture();
    const first = ask();
    await turns();
    open[0]?.fail();
    await first;
    const asked = Array.from({ length: 10 }, ask);
    await pass(100);
    expect(calls()).toBe(2);
    while (open.length > 0) {
      open[0]?.answer();
      await turns();
    }
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['answer']));
    expect([calls(), most()]).toEqual([11, 4]);
    expect(log).toEqual(['failed 0', 'recovered 100']);
  });

  test('a refusal counts as an answer', async () => {
    const { ask, open, pass, log } = createFixture();
    const first = ask();
    await turns();
    open[0]?.fail();
    await first;
    const refused = ask();
    await pass(100);
    open[0]?.fail(new KeyDenied('no'));
    expect(await refused).toBe('KeyDenied');
    expect(log.at(-1)).toBe('recovered 100');
  });
});

test('for every order of calls, answers and failures, each caller gets an answer or an error, and no more calls run than allowed', async () => {
  const step = fc.constantFrom('ask', 'ask', 'ask', 'answer', 'fail', 'refuse', 'pass');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const { ask, open, pass, most } = createFixture();
      const asked: Promise<string>[] = [];
      for (const each of steps) {
        if (each === 'ask') asked.push(ask());
        else if (each === 'pass') await pass(300);
        else if (each === 'answer') open[0]?.answer();
        else open[0]?.fail(each === 'fail' ? undefined : new KeyDenied('no'));
        await turns();
      }
      for (let round = 0; round < 200; round += 1) {
        for (const each of Array.from(open)) each.answer();
        await turns();
        await pass(500);
      }
      await Promise.all(asked);
      expect(most()).toBeLessThanOrEqual(limits.concurrentMax);
    }),
    { numRuns: 60 },
  );
});
