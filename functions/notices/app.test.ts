import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { hashAsRecipient } from '#shared/sweeps/notices/testing/create-notice-fixture.ts';
import { createToldFixture, email } from '#shared/sweeps/notices/testing/create-told-fixture.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createNoticesApp } from './app.ts';

test('no log line of a run contains a value, a hash, an address, the id of a record, or the answer of a recipient', async () => {
  const fixture = await createToldFixture();
  const { platform, context, clock, secrets, url, notices } = fixture;
  const id = await fixture.storeCustomer();
  const body = { values: { ort: 'Köln' } };
  await correctRecord(await context(), { category: customers, id, body });
  await fixture.erasePerson();
  const lines: string[] = [];
  const own = {
    ...platform,
    config: testConfig({ LOG_LEVEL: 'trace' }),
    logTo: { write: (line: string) => void lines.push(line) },
    checkScheduler: async () => undefined,
  };
  const answers = [
    { kind: 'answered', status: 500, body: Buffer.from(`nein, ${email}`), isCut: false },
    { kind: 'failed', reason: 'name-unknown', mayHaveArrived: false },
  ] as const;
  let asked = 0;
  const send: SendOutbound = async () => answers[asked++ % answers.length] ?? answers[0];
  const app = createNoticesApp({
    ...createTaskService(own, 'notices'),
    ...createApiService(own, 'notices'),
    send,
  });
  const run = async () => {
    const headers = { authorization: 'Bearer scheduler' };
    const answer = await app.request('/tasks/notices', { method: 'POST', headers });
    return { status: answer.status, text: await answer.text() };
  };
  const texts = [(await run()).text];
  // The notices are now older than three days. So the next run gives them up.
  clock.now += 4 * 86_400_000_000;
  texts.push((await run()).text);
  expect((await notices()).map(({ data }) => data['state'])).toEqual(
    (await notices()).map(() => 'given_up'),
  );
  const log = lines.join('\n');
  expect(log).toContain('notice given up');
  expect(asked).toBeGreaterThan(1);
  const hash = hashAsRecipient(secrets.matching, email);
  const host = new URL(url).hostname;
  for (const value of [email, 'anna', 'Köln', 'Bonn', 'nein', hash, id, host, 'Paketdienst'])
    expect(`${log}\n${texts.join('\n')}`).not.toContain(value);
  for (const secret of [secrets.signing, secrets.matching]) expect(log).not.toContain(secret);
});
