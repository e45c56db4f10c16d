import { execFileSync, spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { encodeAad } from '../../aad.ts';
import type { DataKey } from '../../data-key.ts';
import { keyForTests } from '../../testing/key-for-tests.ts';
import { envelopeVersion, open, seal } from './envelope.ts';

const hasJava = spawnSync('java', ['-version']).status === 0;
const program = fileURLToPath(new URL('../../vectors/JceExchange.java', import.meta.url));
const place = { tenant: 'acme', category: 'customers', recordId: 'r1', field: 'straße' };
const plaintexts = [0, 1, 15, 16, 17, 256, 4_096].map((length) => randomBytes(length));
const hex = (bytes: Uint8Array) => (bytes.length === 0 ? '-' : Buffer.from(bytes).toString('hex'));
const gcm = ['aes-128-gcm', 'aes-256-gcm'] as const;

/** Sends all lines to the same Java process, because each start of Java takes a second. */
function askJava(lines: readonly string[]): string[] {
  const input = `${lines.join('\n')}\n`;
  const answer = execFileSync('java', [program], { input, encoding: 'utf8', timeout: 60_000 });
  return answer.split('\n').slice(0, lines.length);
}

type Exchange = {
  readonly key: DataKey;
  readonly plaintext: Uint8Array;
  readonly sealed: Uint8Array;
};

function lineOf(verb: 'seal' | 'open', { key, plaintext, sealed }: Exchange): string {
  const mode = key.algorithm === 'aes-128-cbc' ? 'AES/CBC/PKCS5Padding' : 'AES/GCM/NoPadding';
  const aad = encodeAad(envelopeVersion[key.algorithm], place, key);
  const bytes = verb === 'seal' ? plaintext : sealed.subarray(1);
  return [verb, mode, hex(key.secret.export()), hex(aad), hex(bytes)].join(' ');
}

describe.skipIf(!hasJava)('with the Java Cryptography Extension (skipped without java)', () => {
  const sealedHere: Exchange[] = gcm.flatMap((algorithm) =>
    plaintexts.map((plaintext) => {
      const key = keyForTests(algorithm, { id: 'ffee' });
      return { key, plaintext, sealed: seal(key, place, plaintext, randomBytes) };
    }),
  );
  const legacy: Exchange[] = plaintexts.map((plaintext) => {
    const key = keyForTests('aes-128-cbc');
    const iv = randomBytes(16);
    const cipher = createCipheriv('aes-128-cbc', key.secret, iv);
    const body = [cipher.update(plaintext), cipher.final()];
    return { key, plaintext, sealed: Buffer.concat([Uint8Array.of(1), iv, ...body]) };
  });
  const [first] = sealedHere;
  if (first === undefined) throw new Error('nothing was sealed');
  const elsewhere = { ...first, key: { ...first.key, id: 'another' } };
  const all = [...sealedHere, ...legacy];
  const lines = [
    ...all.map((each) => lineOf('open', each)),
    ...all.map((each) => lineOf('seal', each)),
    lineOf('open', elsewhere),
  ];
  const answers = hasJava ? askJava(lines) : [];

  test('Java decrypts our ciphertexts with AES/GCM/NoPadding and AES/CBC/PKCS5Padding', () => {
    const opened = answers.slice(0, all.length);
    expect(opened).toEqual(all.map(({ plaintext }) => Buffer.from(plaintext).toString('hex')));
  });

  test('we decrypt Java’s ciphertexts', () => {
    const written = answers.slice(all.length, 2 * all.length);
    for (const [index, { key, plaintext }] of all.entries()) {
      const version = Uint8Array.of(envelopeVersion[key.algorithm]);
      const sealed = Buffer.concat([version, Buffer.from(written[index] ?? '', 'hex')]);
      expect(Buffer.compare(open(key, place, sealed), plaintext)).toBe(0);
    }
  });

  test('Java refuses a ciphertext that was encrypted with another key id', () => {
    expect(answers.at(-1)).toBe('refused');
  });
});
