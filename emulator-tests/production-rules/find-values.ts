import type { RawDocument } from './raw-export.ts';

export type FoundValue = {
  readonly value: string;
  readonly path: string;
  readonly as: 'text' | 'base64' | 'hex';
};

const VALUE_LENGTH_MIN = 4;

/**
 * Searches a dump for values. It finds a value as UTF-8 text or hex, in upper or lower case, and as
 * base64 or base64url at any offset. An empty result means that the dump contains none of the
 * values in these forms.
 */
export function findValues(dump: readonly RawDocument[], values: readonly string[]): FoundValue[] {
  const needles = values.map(prepareNeedles);
  return dump.flatMap((document) => {
    // JSON escapes quotes and line breaks. So the search also uses the text without escapes.
    const texts = [document.path, document.text, unescapeJson(document.text)];
    const haystacks = [...texts, ...document.decoded.map((bytes) => bytes.toString('utf8'))];
    const folded = haystacks.map((text) => text.toLowerCase());
    return needles.flatMap(({ value, text, hex, base64 }) => {
      const found: FoundValue[] = [];
      const { path } = document;
      if (folded.some((one) => one.includes(text))) found.push({ value, path, as: 'text' });
      if (base64.some((needle) => haystacks.some((one) => one.includes(needle)))) {
        found.push({ value, path, as: 'base64' });
      }
      if (folded.some((one) => one.includes(hex))) found.push({ value, path, as: 'hex' });
      return found;
    });
  });
}

function prepareNeedles(value: string) {
  if (value.length < VALUE_LENGTH_MIN) {
    throw new Error(`a value to search for needs at least ${VALUE_LENGTH_MIN} characters`);
  }
  const bytes = Buffer.from(value, 'utf8');
  return {
    value,
    text: value.toLowerCase(),
    hex: bytes.toString('hex'),
    base64: [0, 1, 2].flatMap((alignment) => encodeAligned(bytes, alignment)),
  };
}

// The first and the last base64 character of a value also depend on the neighbouring bytes. So the
// search uses only the characters between them.
function encodeAligned(bytes: Buffer, alignment: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(alignment), bytes]).toString('base64url');
  const start = Math.ceil((alignment * 8) / 6);
  const end = Math.floor(((alignment + bytes.length) * 8) / 6);
  const url = encoded.slice(start, end);
  return [...new Set([url, url.replaceAll('-', '+').replaceAll('_', '/')])];
}

function unescapeJson(text: string): string {
  const strings: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    strings.push(key, String(value));
    return value;
  });
  return strings.join('\n');
}
