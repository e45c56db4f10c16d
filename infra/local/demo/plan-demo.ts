import { randomUUID } from 'node:crypto';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers as customerCategory } from '#shared/categories/customers.ts';
import { retentionDays } from '#shared/settings/retention.ts';
import { createPerson, type Person } from './demo-people.ts';
import type { DemoTenant } from './demo-tenants.ts';
import { type PlannedRecord, planOtherCategories } from './plan-other-categories.ts';
import { type PlannedPool, planPools } from './plan-pools.ts';
import { type PlannedRaffle, planRaffles } from './plan-raffles.ts';
import { planRedemptions } from './plan-redemptions.ts';
import { type PlannedRequest, planRequests } from './plan-requests.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { writeDialogue } from './write-dialogue.ts';

export interface PlannedMessage {
  author: string;
  text: string;
  atMs: number;
}

export interface PlannedConversation {
  id: string;
  experienceId: string;
  messages: readonly PlannedMessage[];
  /** The customer of the conversation, if the customer has said who they are. */
  email: string | undefined;
}

export interface PlannedCustomer {
  person: Person;
  number: number;
  atMs: number;
  /** The time of the first values. They were changed later. Undefined if no value was changed. */
  earlierMs: number | undefined;
}

export interface DemoPlan {
  conversations: readonly PlannedConversation[];
  customers: readonly PlannedCustomer[];
  others: readonly PlannedRecord[];
  pools: readonly PlannedPool[];
  raffles: readonly PlannedRaffle[];
  /** Redemptions. They spend coins from records in `others`, so they are posted after `others`. */
  redemptions: readonly PlannedRecord[];
  /** Requests of persons, mostly of people whose emails are already hashed for other records. */
  requests: readonly PlannedRequest[];
}

const dayMs = 86_400_000;
/**
 * Each record was created at least this many milliseconds ago, and expires no earlier than this
 * many milliseconds from now. So no record is in the future or has expired.
 */
const marginMs = 1_800_000;
/** The number of days that the overview shows. */
const daysAhead = 30;

/**
 * Plans the records of a tenant. They are spread over the retention of each category, so that some
 * records expire every day.
 */
export function planDemo(tenant: DemoTenant, seed: number, nowMs: number): DemoPlan {
  const random = createSeededRandom(seed);
  const people = Array.from({ length: tenant.customers }, (_, index) =>
    createPerson(seed + index, random),
  );
  const conversations = Array.from({ length: tenant.conversations }, (_, index) =>
    planConversation(tenant, index, people, random, nowMs),
  );
  const customers = people.map((person, index) => {
    const atMs = nowMs - customerAgeMs(index, nowMs, random);
    return { person, number: index + 1, atMs, earlierMs: earlierMs(index, atMs, nowMs) };
  });
  const active = people.slice(0, tenant.active);
  const others = planOtherCategories(active, random, nowMs);
  const redemptions = planRedemptions(active, others, random, nowMs);
  const pools = planPools(active, random, nowMs);
  const raffles = planRaffles(people, random, nowMs);
  const requests = planRequests(active, random, seed + tenant.customers, nowMs);
  return { conversations, customers, others, redemptions, requests, pools, raffles };
}

/**
 * Returns the time of an earlier visit, nine days before. Only every second customer has one. If a
 * record of that visit would have expired by now, the result is undefined.
 */
function earlierMs(index: number, atMs: number, nowMs: number): number | undefined {
  const firstMs = atMs - 9 * dayMs;
  const isLive = firstMs + retentionDays(customerCategory, {}) * dayMs > nowMs;
  return index % 2 === 1 && isLive ? firstMs : undefined;
}

/**
 * Returns how long ago a customer was stored. The overview shows the next 30 days (UTC). When the
 * newest messages have expired, one customer expires on each further day of the overview. The other
 * customers expire after the last day of the overview.
 */
function customerAgeMs(index: number, nowMs: number, random: SeededRandom): number {
  const lifeMs = retentionDays(customerCategory, {}) * dayMs;
  const day = retentionDays(chatMessages, {}) - 1 + index;
  if (day >= daysAhead) return random.between(marginMs, lifeMs - (daysAhead + 1) * dayMs);
  const sinceMidnightMs = nowMs % dayMs;
  const leftMs = day * dayMs + random.between(-sinceMidnightMs, dayMs - sinceMidnightMs);
  return lifeMs - Math.max(marginMs, leftMs);
}

function planConversation(
  tenant: DemoTenant,
  index: number,
  people: readonly Person[],
  random: SeededRandom,
  nowMs: number,
): PlannedConversation {
  const dialogue = random.pick(tenant.dialogues);
  const person = random.pick(people);
  const turns = writeDialogue(dialogue, person, random);
  const lengthMs = turns.reduce((sum, { pauseMs }) => sum + pauseMs, 0);
  const spanMs = retentionDays(chatMessages, {}) * dayMs - lengthMs - 2 * marginMs;
  let atMs =
    nowMs - marginMs - lengthMs - ((index + random.next()) / tenant.conversations) * spanMs;
  const messages = turns.map(({ author, text, pauseMs }) => {
    atMs += pauseMs;
    return { author, text, atMs };
  });
  const isKnown = turns.some(({ text }) => text.includes(person.email));
  return {
    id: `conversation-${randomUUID()}`,
    experienceId: dialogue.experienceId,
    messages,
    email: isKnown ? person.email : undefined,
  };
}
