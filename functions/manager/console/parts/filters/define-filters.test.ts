import { expect, it } from 'vitest';
import { defineFilters, intentName, isoDate, oneOf, plainWord } from './define-filters.ts';

const { validateSearch } = defineFilters({
  level: oneOf(['info', 'error']),
  event: plainWord(),
  intent: intentName(),
  from: isoDate(),
});

it('values that the page’s filters allow are kept', () => {
  const search = { level: 'error', event: 'api.failed', from: '2026-03-01' };
  expect(validateSearch(search)).toEqual(search);
});

it('email addresses and telephone numbers are removed from the page’s URL', () => {
  for (const event of ['anna@example.com', '+49 30 23125000'])
    expect(validateSearch({ event, email: event })).toEqual({});
});

it('names are accepted as the API accepts them: with a digit at the beginning, or with colons', () => {
  for (const event of ['24h_service', 'shop:de', '-1', 'a'.repeat(64)])
    expect(validateSearch({ event })).toEqual({ event });
  for (const intent of ['24h_service', '/shop/2:order', 'a'.repeat(128)])
    expect(validateSearch({ intent })).toEqual({ intent });
});

it('an intent is removed if it is empty, is an email address, or has a part that looks like a telephone number', () => {
  for (const intent of ['0171-3920012', 'call/01713920012', 'anna@example.com', ''])
    expect(validateSearch({ intent })).toEqual({});
});

it.each(['1234567890123456', '12345678901234567', '00491713920012000', '0049-1713.9200:120_00'])(
  'the number %s, which may be an id of a person, is removed',
  (number) => {
    expect(validateSearch({ event: number, intent: number })).toEqual({});
    expect(validateSearch({ intent: `call/${number}` })).toEqual({});
    expect(validateSearch({ event: `order_${number}` })).toEqual({ event: `order_${number}` });
  },
);

it('the name toString, a number as an event and an impossible date are removed', () => {
  expect(validateSearch({ toString: 'x', event: 3_023_125_014, from: '2026-13-01' })).toEqual({});
});

it('a removed filter is left out, and is not the text “undefined”', () => {
  expect(validateSearch({ level: 'info', event: undefined })).toEqual({ level: 'info' });
});

it.each(['2026-02-31', '2026-02-29', '2026-04-31'])(
  'the day %s, which is not in the calendar, is removed',
  (from) => {
    expect(validateSearch({ from })).toEqual({});
    expect(validateSearch({ from: '2028-02-29' })).toEqual({ from: '2028-02-29' });
  },
);
