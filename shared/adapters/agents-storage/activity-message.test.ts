import { expect, test } from 'vitest';
import type { ChatMessages } from '#shared/client/category-shapes.ts';
import type { StoredRecord } from '#shared/client/category-types.ts';
import type { Activity } from './activity.ts';
import { fromMessage, toMessage } from './activity-message.ts';

const conversation = { channelId: 'directline', id: 'c-1' };
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function stored(activity: object) {
  const message = toMessage({ type: 'message', ...activity } as Activity, conversation);
  return { message, read: fromMessage(message as unknown as StoredRecord<ChatMessages>) };
}

test('if a text fits only into the payload, it is kept completely, and other large parts are left out', () => {
  const text = 'ä'.repeat(30_000);
  const { message, read } = stored({ text, value: 'x'.repeat(10_000), name: 'kurz' });
  expect(bytesOf(message.payload)).toBeLessThanOrEqual(65_536);
  expect(message.payload).toMatchObject({ left_out: ['value'] });
  expect(read).toMatchObject({ text, name: 'kurz' });
});

test('if a text does not fit into the payload either, only its beginning is kept, and the payload is small enough', () => {
  const text = 'ä'.repeat(40_000);
  const { message, read } = stored({ text, value: 'x'.repeat(10_000) });
  expect(bytesOf(message.payload)).toBeLessThanOrEqual(65_536);
  expect(message.payload).toMatchObject({ left_out: ['value', 'text'] });
  expect(read).toMatchObject({ text: text.slice(0, 16_000) });
});
