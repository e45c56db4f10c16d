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
    await expectOne('+491713920012', [
      '+491713920012',
      '+4901713920012',
      '+49 (0) 171 3920012',
      '+49(0)171/3920-012',
      '(+49) 171 3920012',
      '(+49)(0)171 3920012',
      '+49\u00a0171\u00a03920012',
      '+49\u202f171\u2009392\u2007001\u30002',
      ...['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uff0d'].map(
        (dash) => `+49${dash}171 ${dash} 392${dash}0012`,
      ),
      '+49.171.39.20.01.2',
    ]);
  });

  test('with its country code after 00, even within parentheses or after a plus', async () => {
    const spellings = [
      '00491713920012',
      '00 49 171 3920012',
      '(0049) 171 3920012',
      '+00491713920012',
    ];
    await expectOne('+491713920012', ['0049 (0)171-3920012', ...spellings]);
    // The spellings with 00 also work in a country with another international prefix.
    await expectOne('+491713920012', [...spellings, '011 49 171 3920012'], 'US');
  });

  test('in its national form in the tenant’s country', async () => {
    await expectOne('+491713920012', [
      '0171 3920012',
      '(0171) 3920012',
      '0171/3920012',
      '(0)171 3920012',
    ]);
    // These countries reserve no numbers for examples. Nobody has a number of zeros.
    await expectOne(
      '+436640000000',
      ['0664 0000000', '+43 664 0000000', '+43 (0) 664 0000000'],
      'AT',
    );
    await expectOne(
      '+41440000000',
      ['044 000 00 00', '+41 (0)44 000 00 00', '0041 44 000 00 00'],
      'CH',
    );
    await expectOne('+74950000000', ['8 (495) 000-00-00', '+7 495 000 00 00'], 'RU');
    await expectOne('+5491100000000', ['011 15 0000-0000', '+54 9 11 0000 0000'], 'AR');
  });

  test('in a country where the 0 belongs to the number and is kept', async () => {
    // Italy reserves no numbers for examples, either.
    await expectOne('+390600000000', ['06 00000000', '+39 06 00000000', '0039 06 00000000'], 'IT');
    expect(await read('+39 6 00000000')).not.toBe('+390600000000');
  });
});

test('digits without a plus are read as an international number only in channels that omit the plus', async () => {
  expect(await read('491713920012', 'DE', true)).toBe('+491713920012');
  expect(await read('12125550123', 'DE', true)).toBe('+12125550123');
  expect(await read('12125550123', 'DE')).toBe('+4912125550123');
  expect(await read('491713920012', 'DE')).not.toBe('+491713920012');
  // In such a channel, digits that begin with 0 are still a national number.
  expect(await read('0171 3920012', 'DE', true)).toBe('+491713920012');
  expect(await read('+491713920012', 'DE', true)).toBe('+491713920012');
});

test('a possible number is accepted, even if it is not assigned', async () => {
  expect(await read('+49 1999 1234567')).toBe('+4919991234567');
  expect(await read('+44 7700 900123')).toBe('+447700900123');
});

test.each([
  '12',
  '110',
  '+999 12345678',
  '+0171 3920012',
  '0'.repeat(32),
  '+49 171 3920012 901234',
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
