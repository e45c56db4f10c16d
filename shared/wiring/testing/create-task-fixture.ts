import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { ageRules, asFormerly } from '#shared/sweeps/testing/create-old-spellings.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createApiService } from '../api-service.ts';
import { createChainDeps, createManagerLog } from '../manager-log-deps.ts';
import { createTaskService } from '../task-service.ts';
import { testConfig } from './test-config.ts';

const hour = 3_600 * microsPerSecond;

export type LogLine = { readonly [name: string]: unknown };

/**
 * Creates work in memory for every task except `notices`: a message that expired an hour ago, a
 * fence from an hour ago, a past hour of the manager log, and coins whose lookup hash was made by
 * former rules.
 */
export async function createTaskFixture() {
  const fixture = createTestFixture();
  const { clock, store, platform, wrapper } = fixture;
  const start = clock.now;
  const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
  await createRecords(fixture.contextOf('acme'), { category: chatMessages, body: message });
  clock.now = start + 7 * microsPerDay - hour / 2;
  const log = createManagerLog(platform, wrapper);
  await log.record(entryOf(1));
  clock.now = start + 7 * microsPerDay;
  const fences = [{ category: customers.id, upTo: clock.now }];
  await openTenant(platform, 'acme', { ...everythingOn(), fences });
  const email = 'Anna@bücher.example';
  const posting = { email, coins: 5, reason: 'gift' };
  const formerly = asFormerly(fixture.contextOf('acme'));
  await createRecords(formerly, { category: loyaltyTransactions, body: posting });
  await ageRules(store, 'acme');
  clock.now += hour;

  const lines: LogLine[] = [];
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) };
  const signer = createFakeSigner();
  const asTask = {
    ...platform,
    config: testConfig({ LOG_LEVEL: 'info' }),
    logTo,
    checkScheduler: async (authorization: string | undefined) => {
      if (authorization !== 'Bearer scheduler') throw new Problem('token-invalid');
    },
  };
  return {
    ...fixture,
    lines,
    /**
     * Creates a task that Cloud Scheduler calls with the credential `scheduler`. Other callers are
     * refused.
     */
    serviceOf: (name: string, through: Store = store) => {
      const own = { ...asTask, store: through };
      const api = createApiService(own, name);
      const operators: ReadonlySet<string> = new Set();
      const chain = createChainDeps(own, wrapper);
      const keys = { signer, wrapper, keyVersions: wrapper };
      const send: SendOutbound = async () => ({
        kind: 'failed',
        reason: 'name-unknown',
        mayHaveArrived: false,
      });
      return { ...createTaskService(own, name), ...api, ...keys, chain, operators, send };
    },
  };
}
