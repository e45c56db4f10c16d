import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const saltBytes = 16;
const verifierBytes = 2;
const codeBytes = 10;

/**
 * Reads the entry in the central directory of an archive with one file and no comment (APPNOTE,
 * section 4.3).
 */
function readEntry(zip: Buffer) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (zip.readUInt32LE(end) !== endSignature) throw new Error('no end of central directory');
  const at = zip.readUInt32LE(end + 16);
  if (zip.readUInt32LE(at) !== entrySignature) throw new Error('no entry');
  const nameBytes = zip.readUInt16LE(at + 28);
  const extra = zip.subarray(at + 46 + nameBytes, at + 46 + nameBytes + zip.readUInt16LE(at + 30));
  return {
    method: zip.readUInt16LE(at + 10),
    isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
    crc: zip.readUInt32LE(at + 16),
    bytes: zip.readUInt32LE(at + 20),
    name: zip.toString('utf8', at + 46, at + 46 + nameBytes),
    extra,
  };
}

/**
 * Decrypts data in CTR mode with a little-endian counter that begins with 1. Node's own CTR mode
 * counts differently (WinZip AES, "Encryption process").
 */
function decryptCounter(key: Buffer, data: Buffer): Buffer {
  const blocks = Math.ceil(data.length / 16);
  const counters = Buffer.alloc(blocks * 16);
  for (let block = 0; block < blocks; block += 1) counters.writeUInt32LE(block + 1, block * 16);
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const stream = cipher.update(counters);
  for (let at = 0; at < data.length; at += 1) data[at] = (data[at] ?? 0) ^ (stream[at] ?? 0);
  return data;
}

/**
 * Opens an archive with one file, without the library that wrote the archive. It follows the
 * published format of WinZip AE-2 (AES-256, PBKDF2 with 1,000 rounds, HMAC-SHA-1).
 * @throws an error if the archive is of another kind, the password is wrong, or a byte was changed
 */
export function openAe2(zip: Buffer, password: string): { name: string; content: Buffer } {
  const { method, isEncrypted, crc, bytes, name, extra } = readEntry(zip);
  // The extra field of the entry: vendor version 2, «AE», strength 3 (AES-256), compression method.
  const expected = Buffer.from('0199070002004145030800', 'hex');
  if (!isEncrypted || method !== 99 || crc !== 0 || !extra.equals(expected))
    throw new Error('not AE-2 with AES-256');
  const start = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const salt = zip.subarray(start, start + saltBytes);
  const keys = pbkdf2Sync(password, salt, 1_000, 66, 'sha1');
  const dataStart = start + saltBytes + verifierBytes;
  if (!zip.subarray(dataStart - verifierBytes, dataStart).equals(keys.subarray(64)))
    throw new Error('wrong password');
  const sealed = Buffer.from(zip.subarray(dataStart, start + bytes - codeBytes));
  const code = createHmac('sha1', keys.subarray(32, 64)).update(sealed).digest().subarray(0, 10);
  if (!code.equals(zip.subarray(start + bytes - codeBytes, start + bytes)))
    throw new Error('a byte was changed');
  return { name, content: inflateRawSync(decryptCounter(keys.subarray(0, 32), sealed)) };
}
