import fc from 'fast-check';
import { canary } from './canary.ts';

const bytes = (...values: (string | number[])[]) =>
  Buffer.concat(values.map((value) => Buffer.from(value as string)));

/** Ways to damage the bytes of a body. */
export const damage: fc.Arbitrary<(text: string) => Uint8Array> = fc.constantFrom(
  (text: string) => bytes(`\ufeff${text}`),
  (text: string) => bytes(text.slice(0, text.length / 2)),
  (text: string) => bytes(text, canary),
  (text: string) => bytes(text, text),
  (text: string) => bytes(` \n\t${text}\r\n `),
  (text: string) => bytes(text, [0]),
  (text: string) => Buffer.from(text, 'utf16le'),
  (text: string) => Buffer.from(text, 'latin1'),
  // Invalid UTF-8: an overlong form, a surrogate, and a number beyond Unicode.
  (text: string) => bytes(text.slice(0, -2), [0xc0, 0x80], text.slice(-2)),
  (text: string) => bytes(text.slice(0, -2), [0xed, 0xa0, 0x80], text.slice(-2)),
  (text: string) => bytes(text.slice(0, -2), [0xf5, 0x80, 0x80, 0x80], text.slice(-2)),
  () => bytes(''),
  () => bytes(' '),
  () => bytes(`/*${canary}*/{}`),
  () => bytes(`{${canary}:1}`),
  () => bytes(canary),
  () => bytes([0xff, 0xfe, 0x00]),
  (text: string) => bytes(text.padEnd(70_000)),
);
