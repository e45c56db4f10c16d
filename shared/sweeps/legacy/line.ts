import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, parseInstant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { instant } from '#shared/categories/field-schemas.ts';
import { choosesExpiry } from '#shared/categories/record-schema.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { decodeBytes, type Encoding } from './encoding.ts';

/**
 * The reason why a line is rejected: a fixed rule, and the name of the field if the rule is about a
 * field. The reason never contains a value.
 */
export class LineRefused extends Error {
  override readonly name = 'LineRefused';
  readonly field: string | undefined;
  readonly rule: string;

  constructor(rule: string, field?: string) {
    super(rule);
    this.rule = rule;
    this.field = field;
  }
}

/** A line that was read: its unencrypted values and its ciphertexts. */
export type Line = {
  readonly category: Category;
  /** The id of the line in the older system. */
  readonly id: string;
  readonly createdAt: Instant;
  /** The instant from which the record's retention is calculated. */
  readonly basisAt: Instant;
  /** The expiry that the line states, if records of its category may choose their expiry. */
  readonly ownExpiry: Instant | undefined;
  readonly fields: { readonly [name: string]: unknown };
  /** IV and ciphertext of AES/CBC, by the names of fields. */
  readonly ciphertexts: { readonly [name: string]: Uint8Array };
};

const idLengthMax = 512;
/** The length of the smallest ciphertext: an IV and one block. */
const ciphertextBytesMin = 32;
const blockBytes = 16;

type Raw = { readonly [name: string]: unknown };

function readObject(text: string): Raw {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LineRefused('one JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LineRefused('one JSON object');
  return value as Raw;
}

function readInstant(raw: Raw, name: string): Instant | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (!instant.safeParse(value).success) throw new LineRefused('an RFC 3339 instant', name);
  return parseInstant(value as string);
}

function readCiphertext(value: unknown, name: string, encoding: Encoding): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBytes(value, encoding) : undefined;
  const isWhole =
    bytes !== undefined && bytes.length >= ciphertextBytesMin && bytes.length % blockBytes === 0;
  if (!isWhole) throw new LineRefused(`IV and ciphertext as ${encoding}`, name);
  return bytes;
}

/** Fields that describe the line and do not belong to its record. */
const ownNames = new Set(['category', 'id', 'created_at', 'last_interaction_at', 'expires_at']);

/** Fields that no line may contain. Files must be uploaded, and only Mayfly writes a history. */
const notImported = new Set(['file_name', 'file_type', 'file_bytes', 'history']);

/**
 * Checks a plain value.
 * @throws LineRefused with the rule of the field's schema
 */
function readClear(category: Category, name: string, value: unknown): unknown {
  const field = category.fields[name];
  if (field === undefined || notImported.has(name)) throw new LineRefused('no-unknown-fields');
  try {
    return parse(field.schema, value);
  } catch (error) {
    const [first] = error instanceof Problem ? (error.errors ?? []) : [];
    throw new LineRefused(first?.rule ?? 'valid', name);
  }
}

/**
 * Separates the fields of a line into plain values and ciphertexts. Hashes of the older system are
 * ignored.
 */
function readFields(raw: Raw, category: Category, encoding: Encoding) {
  const fields: { [name: string]: unknown } = {};
  const ciphertexts: { [name: string]: Uint8Array } = {};
  const sealed = new Map(
    Object.entries(category.fields).flatMap(([name, { atRest }]) =>
      atRest === 'aes' && !notImported.has(name) ? [[aesName(name), name] as const] : [],
    ),
  );
  for (const [key, value] of Object.entries(raw)) {
    if (ownNames.has(key) || key.endsWith('_bcrypt') || value === null) continue;
    const name = sealed.get(key);
    if (name === undefined) fields[key] = readClear(category, key, value);
    else ciphertexts[name] = readCiphertext(value, key, encoding);
  }
  for (const name of Object.keys(ciphertexts))
    if (name in fields) throw new LineRefused('only once: encrypted or unencrypted', name);
  return { fields, ciphertexts };
}

/**
 * Reads a line of JSON without decrypting its fields.
 * @throws LineRefused
 */
export function readLine(text: string, categories: readonly Category[], encoding: Encoding): Line {
  const raw = readObject(text);
  const category = categories.find(({ id }) => id === raw['category']);
  if (category === undefined) throw new LineRefused('a category', 'category');
  const id = typeof raw['id'] === 'number' ? String(raw['id']) : raw['id'];
  if (typeof id !== 'string' || id === '' || id.length > idLengthMax)
    throw new LineRefused(`1 to ${idLengthMax} characters`, 'id');
  const createdAt = readInstant(raw, 'created_at');
  if (createdAt === undefined) throw new LineRefused('required', 'created_at');
  const interaction = readInstant(raw, 'last_interaction_at');
  const ownExpiry = readInstant(raw, 'expires_at');
  const { basis } = category.retention;
  return {
    category,
    id,
    createdAt,
    basisAt: basis === 'last_interaction' ? (interaction ?? createdAt) : createdAt,
    ownExpiry: choosesExpiry(category) ? ownExpiry : undefined,
    ...readFields(raw, category, encoding),
  };
}
