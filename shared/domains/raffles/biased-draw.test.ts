import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { deleteParticipation } from './delete-participation.ts';
import {
  chiSquare,
  chiSquareLimit,
  createRaffleFixture,
  namesOf,
} from './testing/create-raffle-fixture.ts';

const rounds = 160;
const honest = ['anna', 'bela', 'cem'] as const;
const cheat = 'zoe';

type World = ReturnType<typeof createRaffleFixture>;

/**
 * Returns how often each person wins in many giveaways with one prize. Each honest person enters
 * once.
 */
async function countWins(
  policy: 'once' | 'unrestricted',
  attack: (world: World, raffle: string, enterHonest: () => Promise<void>) => Promise<void>,
): Promise<number[]> {
  const world = createRaffleFixture();
  const wins = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    world.fixture.clock.now += microsPerSecond;
    const raffle = await world.open({ name: `r${round}`, policy });
    await attack(world, raffle, async () => {
      for (const person of honest) await world.enter(raffle, person);
    });
    const [winner = ''] = namesOf((await world.draw(raffle, 1)).winners);
    wins.set(winner, (wins.get(winner) ?? 0) + 1);
  }
  return [...honest, cheat].map((person) => wins.get(person) ?? 0);
}

test.each<[string, Parameters<typeof countWins>[1]]>([
  [
    'tries to enter again with other spellings of the same address',
    async ({ enter, ctx, participate }, raffle, enterHonest) => {
      await enter(raffle, cheat);
      await enterHonest();
      for (const email of [`${cheat}@example.org`, `ZOE@Example.ORG`, `Zoe@EXAMPLE.org`]) {
        const body = { raffle_id: raffle, email, firstname: cheat };
        await expect(participate(ctx, { body, idempotencyKey: undefined })).rejects.toMatchObject({
          code: 'already-participating',
        });
      }
    },
  ],
  [
    'withdraws and enters again, so that their entry is the last and has another id',
    async ({ enter, ctx }, raffle, enterHonest) => {
      let entry = await enter(raffle, cheat);
      await enterHonest();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await deleteParticipation(ctx, { id: entry.id });
        entry = await enter(raffle, cheat);
      }
    },
  ],
  [
    'enters first',
    async ({ enter }, raffle, enterHonest) => {
      await enter(raffle, cheat);
      await enterHonest();
    },
  ],
])(
  'a person who %s wins as often as the other persons, in a test with a significance level of one in a million',
  async (_attack, attack) => {
    const wins = await countWins('once', attack);
    expect(wins.reduce((sum, count) => sum + count, 0)).toBe(rounds);
    expect(chiSquare(wins)).toBeLessThan(chiSquareLimit(honest.length));
  },
);

test('a person’s chance to win is proportional to the number of their entries, and no person wins twice', async () => {
  const wins = await countWins('unrestricted', async ({ enter }, raffle, enterHonest) => {
    await enterHonest();
    for (let entry = 0; entry < 3; entry += 1) await enter(raffle, cheat);
  });
  const [byCheat = 0] = wins.slice(-1);
  // The person has three of six entries.
  expect(chiSquare([byCheat, rounds - byCheat])).toBeLessThan(chiSquareLimit(1));
  const { open, enter, draw } = createRaffleFixture();
  const raffle = await open({ policy: 'unrestricted' });
  for (let entry = 0; entry < 9; entry += 1) await enter(raffle, cheat);
  await enter(raffle, 'anna');
  expect(namesOf((await draw(raffle, 5)).winners).toSorted()).toEqual(['anna', cheat]);
});

test('if an entry is added or deleted after the announcement, the places of the other entries do not change', async () => {
  const { ctx, open, enter, ask, finish, fileOf } = createRaffleFixture();
  const raffle = await open();
  const entries = [];
  for (let at = 0; at < 12; at += 1) entries.push(await enter(raffle, `person-${at}`));
  const { id } = await ask(raffle, { count: 12, announce_only: true });
  const announced = (await fileOf(id)).split('\n').slice(1);
  const gone = entries.slice(0, 5);
  for (const each of gone) await deleteParticipation(ctx, { id: each.id });
  for (let at = 0; at < 5; at += 1) await enter(raffle, `person-${at}`);
  await enter(raffle, cheat);
  const drawn = await finish(id);
  // A person who withdraws loses their place. A new entry does not bring the place back, because
  // the list does not change.
  expect(namesOf(drawn.winners).toSorted()).toEqual(
    entries
      .slice(5)
      .map((each) => String(each.fields['firstname']))
      .toSorted(),
  );
  expect((await fileOf(id)).split('\n').slice(1)).toEqual(announced);
});
