import { createSecretKey } from 'node:crypto';
import { hash as bcryptHash } from 'bcrypt';
import { describe, expect, test } from 'vitest';
import vectors from '../../vectors/lookup.json' with { type: 'json' };
import { createLookup } from './lookup.ts';

const salt = '$2b$04$abcdefghijklmnopqrstuu';

function createFixture() {
  const hashed: string[] = [];
  const fault: { error: Error | undefined } = { error: undefined };
  const lookup = createLookup({
    secretOf: async (tenant) => ({ pepper: createSecretKey(Buffer.alloc(32, tenant)), salt }),
    bcrypt: async (text, of) => {
      hashed.push(text);
      if (fault.error) throw fault.error;
      return bcryptHash(text, of);
    },
  });
  const email = (value: string, tenant = 'acme') => lookup.hash(tenant, 'email', 'email', value);
  return { lookup, hashed, fault, email };
}

test('bcrypt gives the same result as a published test vector', async () => {
  const known = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
  expect(await bcryptHash('U*U', known.slice(0, 29))).toBe(known);
});

test.each(vectors)('the hash of a $field agrees with another implementation', async (vector) => {
  const lookup = createLookup({
    secretOf: async () => ({ pepper: createSecretKey(vector.pepper, 'hex'), salt: vector.salt }),
    bcrypt: bcryptHash,
  });
  const germany = { region: 'DE', isInternational: false };
  const form = vector.kind === 'phone' ? germany : (vector.kind as 'email' | 'exact');
  expect(await lookup.hash('acme', vector.field, form, vector.value)).toBe(vector.hash);
});

describe('the hash of a value', () => {
  test('does not depend on upper and lower case or Unicode composition', async () => {
    const { email } = createFixture();
    const hash = await email('müller@example.org');
    expect(await email('MÜLLER@EXAMPLE.ORG')).toBe(hash);
    expect(await email('mu\u0308ller@example.org')).toBe(hash);
    expect(await email('muller@example.org')).not.toBe(hash);
  });

  test('differs between tenants, and between fields', async () => {
    const { lookup, email } = createFixture();
    const own = await email('a@example.org');
    expect(await email('a@example.org', 'other')).not.toBe(own);
    expect(await lookup.hash('acme', 'backup_email', 'email', 'a@example.org')).not.toBe(own);
  });

  test('differs for values that begin with the same 72 bytes, which is bcrypt’s limit', async () => {
    const { email, hashed } = createFixture();
    const long = 'a'.repeat(80);
    expect(await email(`${long}1@example.org`)).not.toBe(await email(`${long}2@example.org`));
    for (const text of hashed) expect(Buffer.byteLength(text)).toBe(44);
  });
});

describe('the cache in memory', () => {
  test('avoids a second hash, even for simultaneous callers', async () => {
    const { email, hashed } = createFixture();
    const asked = await Promise.all(Array.from({ length: 20 }, () => email('a@example.org')));
    await email('A@Example.org');
    expect(new Set(asked).size).toBe(1);
    expect(hashed).toHaveLength(1);
  });

  test('gives bcrypt only a keyed hash, and never the value', async () => {
    const { email, hashed } = createFixture();
    await email('a@example.org');
    expect(hashed[0]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  test('does not keep a failed hash', async () => {
    const { email, fault, hashed } = createFixture();
    fault.error = new Error('no memory');
    await expect(email('a@example.org')).rejects.toThrow('no memory');
    fault.error = undefined;
    await email('a@example.org');
    expect(hashed).toHaveLength(2);
  });
});

describe('a mark', () => {
  test('is equal only for equal parts: the same text, split into other parts, gives another mark', async () => {
    const { lookup } = createFixture();
    const first = await lookup.mark('acme', 'unique', ['a', 'bc']);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await lookup.mark('acme', 'unique', ['a', 'bc'])).toBe(first);
    const others = await Promise.all([
      lookup.mark('acme', 'unique', ['ab', 'c']),
      lookup.mark('acme', 'unique', ['abc']),
      lookup.mark('acme', 'unique', ['a","bc']),
      lookup.mark('acme', 'uniquea', ['bc']),
      lookup.mark('other', 'unique', ['a', 'bc']),
    ]);
    expect(new Set([first, ...others]).size).toBe(6);
  });
});
