import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { categories } from '#shared/categories/registry.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { mergeRecord } from '#shared/records/merge-record.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { giveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import { eraseScope } from '#shared/subjects/scopes/erase-scope.ts';
import { deleteEndpoint } from '#shared/tenants/notices/change-endpoints.ts';
import { createToldFixture, email, signer } from './testing/create-told-fixture.ts';

test('a merge and a replacement of a customer each send a notice about a correction, and a replacement without a change sends no notice', async () => {
  const { context, run, received, hash, storeCustomer } = await createToldFixture();
  const id = await storeCustomer();
  const category = customers;
  await mergeRecord(await context(), {
    category,
    body: { email, authenticated_by: 'sso', values: { ort: 'Köln' } },
  });
  const replaced = { email, authenticated_by: 'sso', values: { ort: 'Trier' } };
  await upsertRecord(await context(), { category, body: replaced, isCorrection: true });
  await upsertRecord(await context(), { category, body: replaced, isCorrection: true });
  await run();
  expect(received()).toMatchObject([
    { event: 'correction', records: [id], corrected: ['values'], values: [{ hmac: hash }] },
    { event: 'correction', records: [id], corrected: ['values'], values: [{ hmac: hash }] },
  ]);
});

test('a restriction and its end each send a notice with a hash of the person’s email', async () => {
  const { context, run, received, hash, storeCustomer, clock } = await createToldFixture();
  const id = await storeCustomer();
  const input = { category: customers, id };
  await restrictRecord(await context(), { ...input, body: { ground: 'accuracy_contested' } });
  clock.now += 2 * microsPerSecond;
  await liftRestriction(await context(), { ...input, toldOn: '2026-01-15' });
  await run();
  const told = { category: 'customers', records: [id], values: [{ field: 'email', hmac: hash }] };
  expect(received().toSorted((one, other) => (one.event < other.event ? -1 : 1))).toMatchObject([
    { event: 'restriction', ...told },
    { event: 'restriction_lifted', ...told },
  ]);
});

test('a withdrawal sends one notice about all withdrawn consents, and a repeated withdrawal sends no notice', async () => {
  const { context, run, received, hash, clock } = await createToldFixture();
  const body = { type: 'newsletter', email, opt_in: 'single' };
  const give = async () => {
    const { records } = await createRecords(await context(), {
      category: marketingConsents,
      body,
      complete: completeConsent,
    });
    clock.now += microsPerSecond;
    return records[0]?.id ?? '';
  };
  const ids = [await give(), await give()];
  await withdrawConsent(await context(), { id: ids[0] ?? '' });
  await withdrawConsent(await context(), { id: ids[0] ?? '' });
  await run();
  const [told, ...others] = received();
  expect(others).toEqual([]);
  expect(told).toMatchObject({
    event: 'consent_withdrawn',
    values: [{ field: 'email', hmac: hash }],
  });
  expect(told?.records.toSorted()).toEqual(ids.toSorted());
});

test('an erasure of a person sends a hash of the email from the request, and the ids of the deleted records', async () => {
  const { context, run, received, hash, storeCustomer, erasePerson } = await createToldFixture();
  const id = await storeCustomer();
  const other = await storeCustomer('bernd@example.org');
  const body = [1, 2].map(() => ({ level: 'info', event: 'sign_in.passed', email }));
  const { records } = await createRecords(await context(), { category: runtimeLog, body });
  const { erasure } = await erasePerson();
  await run();
  const told = received();
  expect(told.every((each) => each.event === 'erasure' && each.erasure === erasure.ref.id)).toBe(
    true,
  );
  expect(told.flatMap((each) => each.values)).toMatchObject([{ field: 'email', hmac: hash }]);
  const idsOf = (category: string) =>
    told.filter((each) => each.category === category).flatMap((each) => each.records);
  expect(idsOf('customers')).toEqual([id]);
  expect(idsOf('runtime_log').toSorted()).toEqual(records.map((each) => each.id).toSorted());
  expect(JSON.stringify(told)).not.toContain(other);
});

test('the receipt of an erasure names the endpoints, and a second receipt follows when all notices about the erasure are delivered', async () => {
  let status = 500;
  const fixture = await createToldFixture((response) => response.writeHead(status).end());
  const { run, storeCustomer, erasePerson, erase, issuing, put, url, clock } = fixture;
  const silent = url.replace('/mayfly', '/silent');
  await put('second', {
    recipient: 'Paketdienst',
    url: silent,
    events: ['erasure'],
    categories: ['nlu_messages'],
  });
  await storeCustomer();
  const { erasure } = await erasePerson();
  await giveReceipt(await issuing(), erasure);
  await run();
  await erase();
  expect(await fixture.receipts()).toMatchObject([
    { kind: 'erasure', recipients: ['second', 'versand'] },
  ]);
  status = 200;
  clock.now += microsPerDay;
  await run();
  await erase();
  await erase();
  const [, about, ...others] = await fixture.receipts();
  expect(others).toEqual([]);
  expect(about).toMatchObject({
    kind: 'notices',
    number: 2,
    erasure: erasure.ref.id,
    recipients: [
      { endpoint: 'second', notices: 1, taken: 1, not_taken: 0 },
      { endpoint: 'versand', notices: 2, taken: 2, not_taken: 0 },
    ],
  });
});

test('the receipt about notices counts the notices that a recipient did not accept within three days', async () => {
  const { run, storeCustomer, erasePerson, erase, issuing, clock, ...fixture } =
    await createToldFixture((response) => response.writeHead(503).end());
  await storeCustomer();
  await giveReceipt(await issuing(), (await erasePerson()).erasure);
  await run();
  clock.now += 3 * microsPerDay;
  await run();
  await erase();
  expect((await fixture.receipts()).at(-1)).toMatchObject({
    kind: 'notices',
    recipients: [{ endpoint: 'versand', notices: 2, taken: 0, not_taken: 2 }],
  });
});

test('after the delivery of the notices about an erased person, no stored value identifies this person', async () => {
  const { run, storeCustomer, erasePerson, dump, hash } = await createToldFixture();
  const id = await storeCustomer();
  await erasePerson();
  await run();
  const left = JSON.stringify(await dump(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const value of [email, hash, 'Bonn']) expect(left).not.toContain(value);
  expect((await dump()).filter(({ ref }) => ref.collection === 'notice_values')).toEqual([]);
  // The id of a record is random and identifies nobody. The notice with this id is stored for
  // thirty days.
  expect(left).toContain(id);
});

test('the erasure of a category sends one notice after the records are deleted', async () => {
  const { context, run, received, storeCustomer, erase } = await createToldFixture();
  await storeCustomer();
  const body = { scope: { category: customers.id }, confirm: true };
  const request = { body, idempotencyKey: undefined };
  const { erasure } = await eraseScope(await context(), { categories, signer }, request);
  await run();
  expect(received()).toEqual([]);
  await erase();
  await run();
  expect(received()).toMatchObject([
    { event: 'erasure', category: 'customers', records: [], erasure: erasure.ref.id, values: [] },
  ]);
  expect(received()[0]?.up_to).toMatch(/^2026-01-15T/);
});

test('without an endpoint no notice is written', async () => {
  const { context, owner, storeCustomer, erasePerson, notices } = await createToldFixture();
  const deps = await owner();
  await deleteEndpoint(deps, deps, { id: 'versand' });
  const id = await storeCustomer();
  const body = { ground: 'accuracy_contested' };
  await restrictRecord(await context(), { category: customers, id, body });
  const { erasure } = await erasePerson();
  expect(await notices()).toEqual([]);
  expect(erasure.data).not.toHaveProperty('told');
});
