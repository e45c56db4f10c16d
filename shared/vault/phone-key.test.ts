import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneNumber } from '#shared/categories/field-schemas.ts';
import { numberingPlanVersion, phoneKey } from './phone-key.ts';

const read = (text: string, region = 'DE', isInternational = false) =>
  phoneKey(text, { region, isInternational });

async function expectOne(key: string, spellings: readonly string[], region = 'DE') {
  expect(spellings.filter((each) => !phoneNumber.safeParse(each).success)).toEqual([]);
  const keys = await Promise.all(spellings.map((each) => read(each, region)));
  expect(keys).toEqual(spellings.map(() => key));
}

describe('different spellings of a phone number get the same normalised form:', () => {
  test('with its country code, even with the national 0 after the code, and with any separators', async () => {
    await expectOne('+4915112345678', [
      '+4915112345678',
      '+49015112345678',
      '+49 (0) 151 12345678',
      '+49(0)151/1234-5678',
      '(+49) 151 12345678',
      '(+49)(0)151 12345678',
      '+49\u00a0151\u00a012345678',
      '+49\u202f151\u2009123\u20074567\u30008',
      ...['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uff0d'].map(
        (dash) => `+49${dash}151 ${dash} 123${dash}45678`,
      ),
      '+49.151.12.34.56.78',
    ]);
  });

  test('with its country code after 00, even within parentheses or after a plus', async () => {
    const spellings = [
      '004915112345678',
      '00 49 151 12345678',
      '(0049) 151 12345678',
      '+004915112345678',
    ];
    await expectOne('+4915112345678', ['0049 (0)151-12345678', ...spellings]);
    // The spellings with 00 also work in a country with another international prefix.
    await expectOne('+4915112345678', [...spellings, '011 49 151 12345678'], 'US');
  });

  test('in its national form in the tenant’s country', async () => {
    await expectOne('+4915112345678', [
      '0151 12345678',
      '(0151) 12345678',
      '0151/12345678',
      '(0)151 12345678',
    ]);
    await expectOne(
      '+436641234567',
      ['0664 1234567', '+43 664 1234567', '+43 (0) 664 1234567'],
      'AT',
    );
    await expectOne(
      '+41446681800',
      ['044 668 18 00', '+41 (0)44 668 18 00', '0041 44 668 18 00'],
      'CH',
    );
    await expectOne('+74951234567', ['8 (495) 123-45-67', '+7 495 123 45 67'], 'RU');
    await expectOne('+5491123456789', ['011 15 2345-6789', '+54 9 11 2345 6789'], 'AR');
  });

  test('in a country where the 0 belongs to the number and is kept', async () => {
    await expectOne('+390669821234', ['06 69821234', '+39 06 69821234', '0039 06 69821234'], 'IT');
    expect(await read('+39 6 69821234')).not.toBe('+390669821234');
  });
});

test('digits without a plus are read as an international number only in channels that omit the plus', async () => {
  expect(await read('4915112345678', 'DE', true)).toBe('+4915112345678');
  expect(await read('12125550123', 'DE', true)).toBe('+12125550123');
  expect(await read('12125550123', 'DE')).toBe('+4912125550123');
  expect(await read('4915112345678', 'DE')).not.toBe('+4915112345678');
  // In such a channel, digits that begin with 0 are still a national number.
  expect(await read('0151 12345678', 'DE', true)).toBe('+4915112345678');
  expect(await read('+4915112345678', 'DE', true)).toBe('+4915112345678');
});

test('a possible number is accepted, even if it is not assigned', async () => {
  expect(await read('+49 1999 1234567')).toBe('+4919991234567');
  expect(await read('+44 7911 123456')).toBe('+447911123456');
});

test.each([
  '12',
  '110',
  '+999 12345678',
  '+0151 12345678',
  '0'.repeat(32),
  '+49 151 12345678 90123',
  '1-1-1-1-1',
])('%s is not a possible number', async (text) => {
  expect(await read(text, 'US')).toBeUndefined();
});

test('normalising a normalised number does not change it', async () => {
  const countries = fc.constantFrom('DE', 'AT', 'IT', 'US', 'GB', 'AR', 'SM');
  const digits = fc.stringMatching(/^[0-9]{5,12}$/);
  await fc.assert(
    fc.asyncProperty(countries, digits, async (region, text) => {
      const key = await read(text, region);
      if (key !== undefined) expect(await read(key, 'DE')).toBe(key);
    }),
  );
});

test('the recorded version of the numbering plans is the version of the library', () => {
  const manifest = new URL('../../node_modules/libphonenumber-js/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  expect(numberingPlanVersion).toBe(version);
});
