import { expect, test } from 'vitest';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { setSubject, subjectRefs } from './set-subject.ts';

const fixture = createTestFixture();
const ctx = fixture.contextOf('acme');
let conversations = 0;

/** Sets the subject of a new conversation. Returns the stored lookup hashes of the person. */
async function lookupOf(body: object): Promise<unknown> {
  conversations += 1;
  const conversationId = `c${conversations}`;
  await setSubject(ctx, { conversationId, body });
  const found = await fixture.store.getAll(subjectRefs('acme', conversationId));
  return found.flatMap((document) => document?.data['lookup'] ?? []);
}

test('different spellings of a phone number give the same person; for WhatsApp the plus may be missing', async () => {
  const known = await lookupOf({ phone: '+49 151 12345678' });
  for (const phone of ['0049 (0) 151 12345678', '0151 12345678', '(+49) 151 12345678'])
    expect(await lookupOf({ phone })).toEqual(known);
  expect(await lookupOf({ phone: '4915112345678', channel: 'whatsapp' })).toEqual(known);
  for (const channel of [undefined, 'telegram'])
    expect(await lookupOf({ phone: '4915112345678', channel })).not.toEqual(known);
});

test('an impossible phone number is refused', async () => {
  await expect(lookupOf({ phone: '+999 12345678' })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/phone', rule: 'a phone number that is possible in its country' }],
  });
});

test.each([
  [{ channel: 'whatsapp' }],
  [{ phone: '+49 151 12345678', email: 'anna@example.com', channel: 'whatsapp' }],
  [{ phone: '+49 151 12345678', channel: 'Whats App' }],
  [{ external_id: 'psid-1 ' }],
  [{ external_id: 'psid\u200b-1' }],
])('%j is refused as a subject', async (body) => {
  await expect(lookupOf(body)).rejects.toMatchObject({ code: 'validation-failed' });
});
