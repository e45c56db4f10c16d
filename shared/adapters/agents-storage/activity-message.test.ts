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

const isoTime = '2026-11-23T09:00:00.000Z';
const core = {
  id: 'i-1',
  timestamp: new Date(isoTime),
  from: { id: 'u-1', role: 'user' },
  conversation: { id: 'c-1' },
};

test.each(['suggestedActions', 'speak'])('a large part %s is left out', (name) => {
  const { message, read } = stored({
    ...core,
    text: 'kurz',
    locale: 'de',
    [name]: 'x'.repeat(70_000),
  });
  expect(message.payload).toMatchObject({ left_out: [name] });
  expect(read).toMatchObject({ ...core, text: 'kurz', locale: 'de' });
});

test.each([
  ['a short text', 'kurz', 'kurz', ['others']],
  ['a long text', 'ä'.repeat(20_000), 'ä'.repeat(16_000), ['value', 'text', 'others']],
  ['no text', undefined, undefined, ['others']],
])(
  'of an activity with %s and with large unknown parts, the core is kept, and at most 16,000 characters of the text',
  (_what, text, kept, leftOut) => {
    const from = { ...core.from, note: 'x'.repeat(70_000) };
    const value = leftOut.includes('value') ? { value: 1 } : {};
    const { message, read } = stored({
      ...core,
      from,
      text,
      ...value,
      unknown: 'x'.repeat(70_000),
    });
    expect(bytesOf(message.payload)).toBeLessThanOrEqual(65_536);
    expect(message.payload).toMatchObject({ left_out: leftOut });
    expect(read).toMatchObject({ type: 'message', ...core });
    expect(read?.['text']).toBe(kept);
  },
);

test('an activity whose payload has exactly 64 KiB is stored unchanged', () => {
  const rest = 65_536 - bytesOf(stored({ value: '' }).message.payload);
  const value = 'x'.repeat(rest);
  const { message, read } = stored({ value });
  expect(bytesOf(message.payload)).toBe(65_536);
  expect(read).toMatchObject({ value });
});
