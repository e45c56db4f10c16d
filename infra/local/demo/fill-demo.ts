import { microsPerMilli } from '#shared/base/time/instant.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createChatApp } from '../../../functions/chat/app.ts';
import { createCustomersApp } from '../../../functions/customers/app.ts';
import { createRecordPoster } from './add-other-records.ts';
import { addPool } from './add-pool.ts';
import { addRaffle } from './add-raffle.ts';
import { createRequestPoster } from './add-request.ts';
import { createPastServices } from './create-past-services.ts';
import type { DemoSteps } from './demo-progress.ts';
import { type DemoTenant, demoTenants } from './demo-tenants.ts';
import { describeCustomer } from './describe-customer.ts';
import {
  type PlannedConversation,
  type PlannedCustomer,
  type PlannedMessage,
  planDemo,
} from './plan-demo.ts';
import { postAsTenant } from './post-as-tenant.ts';
import { purgeExpired } from './purge-expired.ts';
import { runUntilFailure, waitForCalls } from './run-until-failure.ts';
import { writeManagerLog } from './write-manager-log.ts';

type PastServices = ReturnType<typeof createPastServices>;

/**
 * How many requests of each kind run at the same time. A request with a customer waits for bcrypt,
 * and a request with messages waits for the emulator. So the demo sends both at the same time.
 */
const customersAtOnce = 4;
const conversationsAtOnce = 8;
const othersAtOnce = 8;

/**
 * Writes the demo while the stack already serves requests: the records through the HTTP API of the
 * functions, and the manager log without the API. If `steps` is stopped, no further step begins.
 * @returns the planned numbers of messages, customers and other records
 */
export async function fillDemo(
  platform: Platform,
  apiKeys: ReadonlyMap<string, string>,
  steps: DemoSteps,
) {
  const { lookup } = createApiService(platform, 'customers').records;
  const asChat = createPastServices(platform, 'chat', lookup);
  const asCoupons = createPastServices(platform, 'coupons', lookup);
  const asCustomers = createPastServices(platform, 'customers', lookup);
  const asRaffles = createPastServices(platform, 'raffles', lookup);
  const nowMs = platform.now() / microsPerMilli;
  const counts = { messages: 0, customers: 0, others: 0 };
  const postRecord = createRecordPoster(platform, lookup);
  const postRequest = createRequestPoster(platform, lookup);
  const others: (() => Promise<void>)[] = [];
  const later: (() => Promise<void>)[] = [];
  const customers: (() => Promise<void>)[] = [];
  const conversations: (() => Promise<void>)[] = [];
  for (const [index, tenant] of demoTenants.entries()) {
    const apiKey = apiKeys.get(tenant.id) ?? '';
    const plan = planDemo(tenant, index * 100 + 1, nowMs);
    for (const customer of plan.customers) {
      customers.push(() => addCustomer(asCustomers, tenant, apiKey, customer));
    }
    for (const conversation of plan.conversations) {
      counts.messages += conversation.messages.length;
      conversations.push(() => addConversation(asChat, apiKey, conversation));
    }
    counts.customers += plan.customers.length;
    for (const record of plan.others) others.push(() => postRecord(apiKey, record));
    for (const record of plan.redemptions) later.push(() => postRecord(apiKey, record));
    for (const request of plan.requests) later.push(() => postRequest(apiKey, request));
    const world = { store: platform.store, tenant: tenant.id, nowMs };
    for (const pool of plan.pools) others.push(() => addPool(asCoupons, world, apiKey, pool));
    const claims = plan.pools.flatMap((pool) => pool.claims);
    counts.others += plan.others.length + plan.redemptions.length + claims.length;
    for (const raffle of plan.raffles) {
      others.push(() => addRaffle(asRaffles, apiKey, raffle));
      counts.others += raffle.participations.length;
    }
  }
  steps.plan(customers.length + conversations.length + others.length + later.length + 2);
  // The manager log is written first and alone. The entries of a tenant are stored in several
  // commits, one after another. If other requests ran at the same time, each of these commits would
  // wait for them.
  counts.others += await writeManagerLog(platform, demoTenants);
  steps.finish(1);
  await waitForCalls([
    runUntilFailure(customers, customersAtOnce, steps),
    runUntilFailure(conversations, conversationsAtOnce, steps),
    runUntilFailure(others, othersAtOnce, steps).then(() =>
      runUntilFailure(later, othersAtOnce, steps),
    ),
  ]);
  if (steps.isStopped) return counts;
  await purgeExpired(platform);
  steps.finish(1);
  return counts;
}

async function addCustomer(
  services: PastServices,
  { kind }: DemoTenant,
  apiKey: string,
  customer: PlannedCustomer,
): Promise<void> {
  const { atMs, earlierMs } = customer;
  let clockMs = earlierMs ?? atMs;
  const app = createCustomersApp(services(() => Math.floor(clockMs * microsPerMilli)));
  const put = (body: { readonly [field: string]: unknown }) =>
    postAsTenant(app, { method: 'PUT', path: '/v1/customers', apiKey, body });
  const body = describeCustomer(kind, customer);
  if (earlierMs !== undefined)
    await put({ ...body, values: { ...body.values, ort: 'Koblenz', newsletter: false } });
  clockMs = atMs;
  await put(body);
}

/**
 * Posts the messages in the order of their times. During each request the clock shows the planned
 * time of the last message in the request. So a conversation looks as in production.
 */
async function addConversation(
  services: PastServices,
  apiKey: string,
  { id, experienceId, messages, email }: PlannedConversation,
): Promise<void> {
  let atMs = 0;
  const app = createChatApp(services(() => Math.floor(atMs * microsPerMilli)));
  for (const post of groupIntoPosts(messages)) {
    atMs = post.at(-1)?.atMs ?? 0;
    const body = post.map(({ author, text }) => ({
      conversation_id: id,
      experience_id: experienceId,
      author,
      text,
    }));
    await postAsTenant(app, { method: 'POST', path: '/v1/chat-messages', apiKey, body });
  }
  if (email === undefined) return;
  const path = `/v1/conversations/${id}/subject`;
  await postAsTenant(app, { method: 'PUT', path, apiKey, body: { email } });
}

/**
 * Groups the messages into requests. A bot sends a customer's message and its own answer in one
 * request.
 */
function groupIntoPosts(messages: readonly PlannedMessage[]): PlannedMessage[][] {
  const posts: PlannedMessage[][] = [];
  for (const message of messages) {
    const last = posts.at(-1);
    if (message.author === 'bot' && last?.length === 1) last.push(message);
    else posts.push([message]);
  }
  return posts;
}
