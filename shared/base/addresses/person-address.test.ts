import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedAddress, domainOf, personAddress, personDomain } from './person-address.ts';

const isTaken = (address: string) => personAddress.safeParse(address).success;

test.each([
  'anna@example.org',
  'Anna.Muster+console@Sub.Example.ORG',
  "o'neil_{x}@example.com",
  'kim@xn--bcher-kva.example',
  'kim@example.xn--80akhbyknj4f',
  `${'a'.repeat(64)}@example.org`,
])('the address of a person may be %s', (address) => {
  expect(isTaken(address)).toBe(true);
});

describe('the address of a person is refused', () => {
  test.each([
    ['with a letter that is not ASCII', 'kimä@example.org'],
    ['with the KELVIN SIGN, which becomes a k in lower case', '\u{212a}im@example.org'],
    ['with the ANGSTROM SIGN, which NFC changes into another letter', '\u{212b}sa@example.org'],
    ['with a full-width letter', 'kim@\u{ff45}xample.org'],
    ['with an invisible character', 'kim\u{200b}@example.org'],
    ['with a soft hyphen in its domain', 'kim@exam\u{ad}ple.org'],
    ['with a character that changes the direction of writing', 'kim\u{202e}@example.org'],
    ['with a domain that is not written as A-labels', 'kim@bücher.example'],
    ['with a label that only looks like an A-label', 'kim@xn--a.example'],
    ['with an A-label that was encoded twice', 'kim@xn--xn--bcher-kva.example'],
    ['with half of a surrogate pair', 'kim\u{d800}@example.org'],
    ['with a space at its end', 'anna@example.org '],
    ['with a line feed at its end', 'anna@example.org\n'],
    ['with a control character', 'an\u{0}na@example.org'],
    ['in quotes', '"anna"@example.org'],
    ['with a name before the address', 'Anna <anna@example.org>'],
    ['in the form of a link', 'mailto:anna@example.org'],
    ['with two at-signs', 'anna@evil.example@example.org'],
    ['with an IP address as its domain', 'anna@127.0.0.1'],
    ['with an IP address in hex as its domain', 'anna@192.0.2.0x7'],
    ['with an IP address in brackets as its domain', 'anna@[127.0.0.1]'],
    ['with a domain of only one label', 'anna@localhost'],
    ['with a dot at the end of its domain', 'anna@example.org.'],
    ['with an empty label in its domain', 'anna@example..org'],
    ['with a label in its domain that begins with a hyphen', 'anna@-example.org'],
    ['with a label in its domain that ends with a hyphen', 'anna@example-.org'],
    ['with an underscore in its domain', 'anna@exa_mple.org'],
    ['with a percent sign in its domain', 'anna@ex%61mple.org'],
    ['with more than 254 characters', `anna@${'a.'.repeat(122)}example`],
    ['with a local part of more than 64 characters', `${'a'.repeat(65)}@example.org`],
    ['without a local part', '@example.org'],
    ['without a domain', 'anna@'],
  ])('%s', (_, address) => {
    expect(isTaken(address)).toBe(false);
  });
});

test('an accepted address and its form for comparison differ only in upper and lower case', () => {
  const folding = ['\u{212a}', '\u{17f}', '\u{fb01}', '\u{ff4b}', '\u{200b}', '\u{130}', ' '];
  const unit = fc.constantFrom('a', 'K', 'k', 'S', 'i', '.', '+', '1', '%', ...folding);
  const text = fc.string({ unit, minLength: 1, maxLength: 3 });
  let taken = 0;
  fc.assert(
    fc.property(text, text, (one, two) => {
      const address = `${one}@${two}.example`;
      if (!isTaken(address)) return;
      taken += 1;
      const compared = comparedAddress(address);
      expect(compared).toMatch(/^[!-~]+$/);
      expect(compared).toBe(address.normalize('NFKC').toLowerCase().trim());
      expect(address.length).toBe(compared.length);
    }),
    { numRuns: 2_000, seed: 18 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('the domain of an address is returned in lower case', () => {
  expect(domainOf('Anna@Example.ORG')).toBe('example.org');
});

test.each([
  ['example.org', true],
  ['xn--bcher-kva.example', true],
  ['Example.org', false],
  ['bücher.example', false],
  ['xn--a.example', false],
  ['127.0.0.1', false],
  ['localhost', false],
  ['example.org.', false],
])('whether %s may be the domain of a person’s address: %s', (domain, isOne) => {
  expect(personDomain.safeParse(domain).success).toBe(isOne);
});
