import { expect } from 'vitest';
import { type Answer, callerOf, send } from '../../harness/caller.ts';
import { createTestClock } from '../../harness/clock.ts';
import type { FunctionProcess } from '../../harness/function-process.ts';
import { createInstance } from '../../harness/instance.ts';
import type { Scheduler } from '../../harness/scheduler.ts';
import type { Stack } from '../../harness/stack.ts';
import { anna, fillTenant } from './fill-tenant.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type FunctionName = 'subjects' | 'erase' | 'purge' | 'seal';

/** A request to a function. */
export type Step = {
  readonly of: FunctionName;
  /** The time in milliseconds by which the function's clock is ahead of this machine's clock. */
  readonly aheadMs: number;
  readonly ask: (process: FunctionProcess) => Promise<Answer>;
};

/** The requests of a scenario, and the number of receipts that exist after these requests. */
export type Scenario = { readonly steps: readonly Step[]; readonly receipts: number };

type World = {
  readonly stack: Stack;
  readonly scheduler: Scheduler;
  /** Each scenario has its own tenant, because processes keep the secrets of a tenant in memory. */
  readonly tenant: string;
};

function taskOf({ scheduler }: World, of: FunctionName, aheadMs: number): Step {
  const ask = async (process: FunctionProcess) => {
    const headers = { authorization: `Bearer ${await scheduler.token(aheadMs)}` };
    return send(process, `/tasks/${of}`, { method: 'POST', headers });
  };
  return { of, aheadMs, ask };
}

/** Fills a tenant with older records, through an instance whose clock is behind. */
async function fill(world: World, agoMs = 10 * minuteMs) {
  const clock = createTestClock((Date.now() - agoMs) * 1_000);
  const instance = createInstance(world.stack, clock);
  const key = await fillTenant(instance, clock, world.tenant);
  clock.advance(1_000_000);
  return { instance, key, asks: callerOf(instance.subjects, key) };
}

const erasureOf =
  (key: string, scope: object, idempotencyKey = 'once') =>
  (process: FunctionProcess) =>
    callerOf(process, key)(
      'POST',
      '/v1/erasures',
      { scope, confirm: true },
      {
        'idempotency-key': idempotencyKey,
      },
    );

async function accept(asks: ReturnType<typeof callerOf>, scope: object): Promise<void> {
  const { status } = await asks('POST', '/v1/erasures', { scope, confirm: true });
  expect(status).toBe(202);
}

/** The scenarios by name. Each function stores the data of its scenario, and returns the steps. */
export const scenarios = {
  async 'a person is erased'(world) {
    const { key } = await fill(world);
    const ask = erasureOf(key, { subject: anna });
    return { steps: [{ of: 'subjects', aheadMs: 0, ask }], receipts: 1 };
  },

  async 'a second search finds nothing'(world) {
    const { key, asks } = await fill(world);
    const body = { scope: { subject: anna }, confirm: true };
    const erased = await asks('POST', '/v1/erasures', body);
    if (erased.body['receipt_number'] !== 1)
      throw new Error('the erasure did not get the first receipt');
    const path = `/v1/erasures/${erased.body.id}/recheck`;
    const again = { subject: anna, salt: erased.body['salt'] };
    const ask = (process: FunctionProcess) =>
      callerOf(process, key)('POST', path, again, { 'idempotency-key': 'again' });
    return { steps: [{ of: 'subjects', aheadMs: 0, ask }], receipts: 2 };
  },

  async 'the erasure of a category is requested'(world) {
    const { key } = await fill(world);
    const ask = erasureOf(key, { category: 'chat_messages' });
    const steps = [
      { of: 'subjects', aheadMs: 0, ask } as const,
      taskOf(world, 'erase', 3 * minuteMs),
    ];
    return { steps, receipts: 1 };
  },

  async 'a category is erased'(world) {
    const { asks } = await fill(world);
    await accept(asks, { category: 'chat_messages' });
    return { steps: [taskOf(world, 'erase', 0)], receipts: 1 };
  },

  async 'a tenant leaves'(world) {
    const { asks } = await fill(world);
    await accept(asks, { tenant: true });
    const steps = [
      taskOf(world, 'erase', 0),
      taskOf(world, 'purge', 0),
      taskOf(world, 'purge', 3 * minuteMs),
      taskOf(world, 'erase', 6 * minuteMs),
    ];
    return { steps, receipts: 1 };
  },

  async 'a day expires'(world) {
    // Messages are kept for seven days. These messages are a minute younger than that, so they
    // expire in about a minute.
    await fill(world, 7 * dayMs - minuteMs);
    const steps = [taskOf(world, 'seal', 0), taskOf(world, 'seal', 26 * hourMs)];
    return { steps, receipts: 1 };
  },
} as const satisfies { readonly [name: string]: (world: World) => Promise<Scenario> };

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
