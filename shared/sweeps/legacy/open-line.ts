import type { AesField } from '#shared/categories/define-category.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { checkPhones } from '#shared/records/lookup-form.ts';
import type { Fields } from '#shared/records/record.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { envelopeVersion } from '#shared/vault/seal-envelope.ts';
import { type Line, LineRefused } from './line.ts';

/**
 * The rule that a ciphertext breaks if it gives no valid value. It is the same for every cause:
 * wrong padding, invalid UTF-8, invalid JSON, or a text that the field does not accept. CBC has no
 * authentication tag. So different rules would tell an attacker what a changed ciphertext decrypts
 * to (a padding oracle, Vaudenay 2002).
 */
const opensToNothing = 'opens to a valid value';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The older system's ciphertext as an envelope of version 1. */
export function asEnvelope(ivAndCiphertext: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(envelopeVersion['aes-128-cbc']), ivAndCiphertext]);
}

/**
 * A value that no field accepts. If the decryption fails, this value is checked instead, so that
 * all failures take equally long.
 */
const noBytes = Buffer.from('\u0000');
const anyPlace = { tenant: '-', category: '-', recordId: '-', field: '-' };

function openBytes(key: DataKey, ciphertext: Uint8Array): Uint8Array | undefined {
  try {
    return open(key, anyPlace, asEnvelope(ciphertext));
  } catch {
    return undefined;
  }
}

function decode(field: AesField, bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = field.encoding === 'text' ? text : JSON.parse(text);
    return field.schema.safeParse(value).success ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a legacy ciphertext. Undefined for every kind of failure. */
export function openLegacy(
  key: DataKey,
  field: AesField,
  ciphertext: Uint8Array,
): { readonly value: unknown } | undefined {
  const bytes = openBytes(key, ciphertext);
  const decoded = decode(field, bytes ?? noBytes);
  return bytes === undefined ? undefined : (decoded as { readonly value: unknown } | undefined);
}

/**
 * Decrypts all fields of a line, and checks that the line has all required fields of its category.
 * Every ciphertext is decrypted before the line is refused.
 * @throws LineRefused
 */
export async function openLine(
  ctx: WithSettings,
  key: DataKey | undefined,
  line: Line,
): Promise<Fields> {
  const { category, ciphertexts } = line;
  const fields: { [name: string]: unknown } = { ...line.fields };
  const broken: string[] = [];
  for (const [name, ciphertext] of Object.entries(ciphertexts)) {
    const field = category.fields[name];
    if (field?.atRest !== 'aes') continue;
    if (key === undefined) throw new LineRefused('a legacy key of this name', aesName(name));
    const opened = openLegacy(key, field, ciphertext);
    if (opened === undefined) broken.push(name);
    else fields[name] = opened.value;
  }
  await checkPhones(ctx, category, fields).catch(() => {
    if (ciphertexts['phone'] === undefined)
      throw new LineRefused('a phone number that is possible in its country', 'phone');
    broken.push('phone');
  });
  const [first] = broken.toSorted();
  if (first !== undefined) throw new LineRefused(opensToNothing, aesName(first));
  for (const [name, field] of Object.entries(category.fields))
    if (field.required && fields[name] === undefined) throw new LineRefused('required', name);
  return fields;
}
