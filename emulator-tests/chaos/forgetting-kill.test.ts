import { beforeAll, expect, test } from 'vitest';
import { useStack } from '../harness/stack.ts';
import { createForgettingWorld, type ForgettingWorld } from './forgetting/forgetting-world.ts';
import { scenarioNames } from './forgetting/scenarios.ts';

const stack = useStack('demo-forgetting-kill');
let world: ForgettingWorld;

beforeAll(async () => {
  world = await createForgettingWorld(stack());
});

test.each(scenarioNames)(
  '%s: after a kill in the middle, a second process reaches the same final state as without a kill, and receipts with the same statements',
  async (name) => {
    const lived = await world.live(name);
    const { commits, end } = await world.walk(lived);
    const commit = Math.floor((commits[0] ?? 0) / 2);
    const killed = await world.walk(lived, { by: 'kill', step: 0, when: 'after', commit });
    expect(killed.end).toEqual(end);
  },
  180_000,
);
