import { beforeAll, describe, expect, test } from 'vitest';
import { useStack } from '../harness/stack.ts';
import { createForgettingWorld, type ForgettingWorld } from './forgetting/forgetting-world.ts';
import type { Kill } from './forgetting/kill.ts';
import { type ScenarioName, scenarioNames } from './forgetting/scenarios.ts';

const hourMs = 3_600_000;
const stack = useStack('demo-forgetting-kills');
let world: ForgettingWorld;

beforeAll(async () => {
  world = await createForgettingWorld(stack());
});

const ofPerson: readonly ScenarioName[] = ['a person is erased', 'a second search finds nothing'];

/**
 * Returns a kill before the first commit, and one after each commit. No other kills are needed: a
 * kill before the second commit leaves the same data as a kill after the first, and so on.
 */
function killsAmong(commits: number): Kill[] {
  const after = Array.from(
    { length: commits },
    (_, commit) => ({ when: 'after', commit }) as const,
  );
  return [{ when: 'before', commit: 0 }, ...after];
}

describe.each(scenarioNames)('%s', (name) => {
  test('after a kill at any commit, a second process reaches the same final state as without a kill', async () => {
    const lived = await world.live(name);
    const { commits, end } = await world.walk(lived);
    for (const [step, count] of commits.entries())
      for (const { when, commit } of killsAmong(count)) {
        const killed = await world.walk(lived, { by: 'kill', step, when, commit });
        expect(killed.end, `step ${step}, killed ${when} commit ${commit}`).toEqual(end);
      }
    if (name === 'a person is erased') expect(await world.leftOfHer()).toEqual([]);
  }, 2_400_000);

  test('two processes that run at the same time reach the same final state as one process', async () => {
    const lived = await world.live(name);
    const { end, commits } = await world.walk(lived);
    for (const step of commits.keys())
      expect((await world.walk(lived, { by: 'two at once', step })).end).toEqual(end);
  }, 300_000);
});

describe.each(ofPerson)('%s', (name) => {
  test.each([-2 * hourMs, 2 * hourMs])(
    'if the clock of the killed process differs by %i ms from the other clocks, the final state is the same as without a kill',
    async (jumpMs) => {
      const lived = await world.live(name);
      const { end, commits } = await world.walk(lived);
      for (let commit = 0; commit < (commits[0] ?? 0); commit += 1) {
        const kill = { by: 'kill', step: 0, when: 'after', commit, jumpMs } as const;
        expect((await world.walk(lived, kill)).end).toEqual(end);
      }
    },
    600_000,
  );
});

test.each(scenarioNames)(
  '%s: if Cloud KMS fails after a kill and then works again, the final state is the same as without a kill',
  async (name) => {
    const lived = await world.live(name);
    const { end, commits } = await world.walk(lived);
    const commit = Math.floor((commits[0] ?? 0) / 2);
    const kill = { by: 'kill', step: 0, when: 'after', commit, isKmsAway: true } as const;
    expect((await world.walk(lived, kill)).end).toEqual(end);
  },
  300_000,
);
