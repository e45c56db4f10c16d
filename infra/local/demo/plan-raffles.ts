import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Person } from './demo-people.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A raffle with its participants. If the raffle has ended, its draw is planned too. */
export interface PlannedRaffle {
  body: { readonly [field: string]: unknown };
  atMs: number;
  participations: readonly { body: { readonly [field: string]: unknown }; atMs: number }[];
  draw: { count: number; atMs: number } | undefined;
}

/**
 * The largest numbers of participants in the ended raffle and in the running raffle. All
 * participants are also customers, so no further email must be hashed.
 */
const endedPeople = 14;
const runningPeople = 22;

const dayMs = microsPerDay / microsPerMilli;

function participate(person: Person, random: SeededRandom) {
  return {
    email: person.email,
    firstname: person.firstName,
    lastname: person.lastName,
    postal_address: `Beispielallee ${random.between(1, 80)}, ${person.city}`,
  };
}

/** Plans a giveaway that has ended and was drawn, and a giveaway that is running. */
export function planRaffles(
  people: readonly Person[],
  random: SeededRandom,
  nowMs: number,
): PlannedRaffle[] {
  const plan = (
    name: string,
    [fromDays, toDays]: readonly [number, number],
    people: readonly Person[],
  ): PlannedRaffle => {
    const [startMs, endMs] = [nowMs + fromDays * dayMs, nowMs + toDays * dayMs];
    const lastMs = Math.min(endMs, nowMs) - dayMs / 24;
    const stepMs = (lastMs - startMs) / people.length;
    return {
      body: {
        name,
        policy: 'once',
        starts_at: new Date(startMs).toISOString(),
        ends_at: new Date(endMs).toISOString(),
      },
      atMs: startMs - dayMs,
      participations: people.map((person, index) => ({
        body: participate(person, random),
        atMs: Math.floor(startMs + (index + random.next()) * stepMs),
      })),
      draw:
        toDays < 0
          ? { count: Math.min(3, people.length), atMs: Math.floor(endMs + dayMs / 4) }
          : undefined,
    };
  };
  return [
    plan('Kleines Gewinnspiel', [-45, -9], people.slice(0, endedPeople)),
    plan('Großes Gewinnspiel', [-12, 24], people.slice(-runningPeople)),
  ];
}
