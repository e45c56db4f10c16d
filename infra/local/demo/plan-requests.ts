import { createPerson, type Person } from './demo-people.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * A request of a person under data protection law. The page of requests in the console shows it.
 */
export interface PlannedRequest {
  body: { readonly [field: string]: unknown };
  /** The time at which the request came. The answer is due a month later. */
  atMs: number;
  /**
   * This is set if the person asked for erasure, and was erased. `knownMs` is the time at which the
   * person was stored as a customer, and `atMs` is the time of the erasure.
   */
  erased?: { readonly person: Person; readonly knownMs: number; readonly atMs: number };
}

const dayMs = 86_400_000;

/**
 * The open requests, each with the number of days since it came. One is due within a week, and one
 * is overdue.
 */
const asked = [
  [2, 'access', 'web_form', 'Welche Daten haben Sie über mich gespeichert?'],
  [6, 'portability', 'email', 'Ich wechsle den Anbieter und hätte gern eine Kopie meiner Daten.'],
  [27, 'rectification', 'phone', 'Mein Nachname hat sich durch Heirat geändert.'],
  [40, 'objection', 'letter', 'Ich möchte keine Werbung mehr bekommen.'],
] as const;

/**
 * Plans the requests of persons to a tenant: open requests of customers, and one completed request.
 * The person of the completed request is erased.
 */
export function planRequests(
  people: readonly Person[],
  random: SeededRandom,
  erasedNumber: number,
  nowMs: number,
): PlannedRequest[] {
  const open = asked.map(([daysAgo, kind, came_by, details], index): PlannedRequest => {
    const { email } = people[index % people.length] ?? random.pick(people);
    return { body: { kind, came_by, email, details }, atMs: nowMs - daysAgo * dayMs };
  });
  const person = createPerson(erasedNumber, random);
  const details = 'Bitte löschen Sie alles, was Sie von mir gespeichert haben.';
  const closed: PlannedRequest = {
    body: { kind: 'erasure', came_by: 'email', email: person.email, details },
    atMs: nowMs - 5 * dayMs,
    erased: { person, knownMs: nowMs - 30 * dayMs, atMs: nowMs - 3 * dayMs },
  };
  return [...open, closed];
}
