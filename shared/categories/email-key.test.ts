import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailKey } from './email-key.ts';
import { emailAddress } from './field-schemas.ts';

const accepts = (address: string) => emailAddress.safeParse(address).success;

function ruleBrokenBy(address: string): unknown {
  const issue = emailAddress.safeParse(address).error?.issues[0];
  return issue?.code === 'custom' ? issue.params?.['rule'] : issue?.code;
}

describe('one person', () => {
  test.each([
    [
      'kim@bücher.example',
      'kim@xn--bcher-kva.example',
      'KIM@BÜCHER.Example',
      'kim@bu\u0308cher.example',
    ],
    ['jürgen@example.org', 'ju\u0308rgen@example.org', 'JÜRGEN@EXAMPLE.ORG'],
    ['anna@faß.example', 'anna@xn--fa-hia.example', 'ANNA@FAẞ.EXAMPLE'],
    ['straße@example.org', 'STRAẞE@example.org'],
    ['n@βόλος.example', 'n@xn--nxasmm1c.example'],
    ['kim@öbb.example', 'kim@XN--BB-EKA.EXAMPLE'],
    ['kim@คำ.испытание', 'kim@xn--42c6g8c.xn--80akhbyknj4f'],
    ['kim@日本.example', 'kim@xn--wgv71a.example'],
  ])('has the same key for all spellings of an address, such as %s', (...spellings) => {
    expect(spellings.filter((each) => !accepts(each))).toEqual([]);
    expect(new Set(spellings.map(emailKey)).size).toBe(1);
  });

  test('has a key with a local part in lower case and in composed Unicode form, and with a domain in ASCII', () => {
    expect(emailKey('Ju\u0308rgen.K+x@BÜCHER.Example')).toBe('jürgen.k+x@xn--bcher-kva.example');
  });
});

test.each([
  ['kim@example.org', 'k.im@example.org'],
  ['kim@example.org', 'kim+tag@example.org'],
  ['kim@example.org', 'kim@example.com'],
  ['kim@faß.example', 'kim@fass.example'],
  ['kim@βόλος.example', 'kim@βόλοσ.example'],
  ['ﬀ²@example.org', 'ff2@example.org'],
  ['𝐤im@example.org', 'kim@example.org'],
  ['alı@example.org', 'ali@example.org'],
])('%s and %s have different keys, so they are two persons', (one, other) => {
  expect(emailKey(one)).not.toBe(emailKey(other));
});

test.each([
  [
    'no-invisible-characters',
    ['kim\u200b@example.org', 'kim@example.org\u200b', 'kim@exa\u00admple.org'],
  ],
  [
    'no-invisible-characters',
    ['\u202ekim@example.org', 'kim@\u2066example.org', 'kim\u2069@example.org'],
  ],
  [
    'no-invisible-characters',
    ['ki\u034fm@example.org', 'kim\u3164@example.org', 'kim\ufe0f@example.org'],
  ],
  [
    'no-invisible-characters',
    ['kim@نامه\u200cای.example', 'kim\u0000@example.org', 'kim\ue000@example.org'],
  ],
  [
    'no-lookalike-characters',
    ['\u212aim@example.org', 'kim@ban\u212a.example', 'K\u212bre@example.org'],
  ],
  [
    'no-lookalike-characters',
    ['ki\u017f@example.org', 'kim@me\u017f\u017fe.example', '\u2126@example.org'],
  ],
  [
    'no-lookalike-characters',
    ['ｋim@example.org', 'kim@ｅxample.org', 'kim@example．org.example', 'kim@a\u3002example.org'],
  ],
  [
    'domain-name',
    ['kim@ex%41mple.org', 'kim@0x7f.1', 'kim@127.1', 'kim@203.0.113.7', 'kim@a.0x10'],
  ],
  [
    'domain-name',
    ['kim@exa_mple.org', 'kim@-example.org', 'kim@example-.org', 'kim@example.org:25'],
  ],
  [
    'domain-name',
    ['kim@xn--a.example', 'kim@xn--bcher-.example', 'kim@xn--0.example', 'kim@example.org/a'],
  ],
  [
    'domain-name',
    [`kim@${'a'.repeat(64)}.example`, 'kim@example.org?subject=x', 'kim@[203.0.113.7]'],
  ],
  [
    'invalid_format',
    ['mailto:kim@example.org', 'kim%40x@example.org', 'kim?@example.org', 'a,b@example.org'],
  ],
])('%s refuses %j', (rule, addresses) => {
  expect(addresses.map(ruleBrokenBy)).toEqual(addresses.map(() => rule));
});

test.each([
  "o'neil@example.org",
  'a/b=c&d!#$*+-^_`{|}~@example.org',
  'a..b@example.org',
  'İ@example.org',
  'νίκος@νίκος.example',
])('%s is accepted', (address) => {
  expect(accepts(address)).toBe(true);
});

test('two letters of Unicode have the same key only if they are the upper and the lower case of one letter', () => {
  const changing = /[\p{Cased}\p{Changes_When_NFKC_Casefolded}\p{Changes_When_Casemapped}]/u;
  const spellings = new Map<string, string[]>();
  for (let code = 0x80; code <= 0x10_ff_ff; code += 1) {
    const letter = String.fromCodePoint(code);
    const key = changing.test(letter) ? emailKey(`${letter}@example.org`) : undefined;
    if (key !== undefined) spellings.set(key, [...(spellings.get(key) ?? []), letter]);
  }
  const shared = [...spellings.values()].filter(({ length }) => length > 1);
  expect(shared.length).toBeGreaterThan(1_000);
  for (const letters of shared) {
    expect(letters).toHaveLength(2);
    expect(new Set(letters.map((letter) => letter.toLowerCase())).size).toBe(1);
  }
  // No letter outside ASCII gets a key that contains only ASCII characters.
  expect([...spellings.keys()].filter((key) => !/[^\0-\x7f]/.test(key))).toEqual([]);
});

const accepted = fc
  .tuple(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('bücher.example', 'example.org'),
  )
  .map((parts) => parts.join('@'))
  .filter(accepts);

test('an accepted address has the same key in lower case, in NFC and in NFD, and the key is itself an accepted address with this key', () => {
  fc.assert(
    fc.property(accepted, (address) => {
      const key = emailKey(address);
      expect(key).toBeDefined();
      for (const other of [
        address.normalize('NFD'),
        address.normalize('NFC'),
        address.toLowerCase(),
      ])
        expect(emailKey(other)).toBe(key);
      expect(emailKey(String(key))).toBe(key);
      expect(accepts(String(key))).toBe(true);
    }),
  );
});
