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
  /** The email of the customer, if it appears in the conversation. */
  email: string | undefined;
}

export interface PlannedCustomer {
  person: Person;
  number: number;
  atMs: number;
  /**
   * The time at which the customer's first values were stored. At `atMs` they were changed.
   * Undefined if no value was changed.
   */
  earlierMs: number | undefined;
}

export interface DemoPlan {
  conversations: readonly PlannedConversation[];
  customers: readonly PlannedCustomer[];
  others: readonly PlannedRecord[];
  pools: readonly PlannedPool[];
  raffles: readonly PlannedRaffle[];
  /**
   * Redemptions of coins. The coins come from records in `others`, so the redemptions are posted
   * after `others`.
   */
  redemptions: readonly PlannedRecord[];
  /**
   * Requests of persons under data protection law. Most of these people also have other records, so
   * their emails are already hashed.
   */
  requests: readonly PlannedRequest[];
}

const dayMs = 86_400_000;
/**
 * A record is created at least this many milliseconds before now, and expires at least this many
 * milliseconds after now. So no record is from the future, and none has expired.
 */
const marginMs = 1_800_000;
/**
 * The number of days in the console's overview, which shows how many records expire on each day.
 */
const daysAhead = 30;

/**
 * Plans the records of a tenant. Their times are spread over the retention of their category, so
 * that some records of the tenant expire every day.
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
 * Returns the time of an earlier visit, nine days before `atMs`. Only every second customer has an
 * earlier visit. Undefined if a record of that visit would have expired by now.
 */
function earlierMs(index: number, atMs: number, nowMs: number): number | undefined {
  const firstMs = atMs - 9 * dayMs;
  const isLive = firstMs + retentionDays(customerCategory, {}) * dayMs > nowMs;
  return index % 2 === 1 && isLive ? firstMs : undefined;
}

/**
 * Returns how long ago a customer was stored. The overview of the console shows the next 30 days
 * (UTC). On its first days the messages expire. On each later day one customer expires, as long as
 * there are customers. If there are more customers than days, the others expire after the last day.
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
