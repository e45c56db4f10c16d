import type { AesField, Category } from '#shared/categories/define-category.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { lookupFormOf } from '#shared/records/lookup-form.ts';
import type { Fields } from '#shared/records/record.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { isOlder, type LookupRules, mayDiffer } from '#shared/vault/lookup-rules.ts';
import { formerKey, type LookupForm } from '#shared/vault/normalise.ts';
import { phoneKey } from '#shared/vault/phone-key.ts';

/** The result for the hash of one value. */
type Renewal = 'same' | 'refused' | 'kept' | { readonly hash: string };

/**
 * The hashes of a document that change under today's rules. For some values the document keeps the
 * old hash. `refused` and `kept` count these values, each for another reason.
 */
export type Renewed = {
  /** The changed hashes, under their stored names. */
  readonly hashes: DocumentData;
  /** Values that nobody can search for today, because today's rules refuse them. */
  readonly refused: number;
  /**
   * Phone numbers without a country code, if their hash was made for another country than the
   * tenant's present one.
   */
  readonly kept: number;
};

async function isRefused(field: AesField, form: LookupForm, value: string): Promise<boolean> {
  if (!field.schema.safeParse(value).success) return true;
  return typeof form !== 'string' && (await phoneKey(value, form)) === undefined;
}

/**
 * True if the value means the same in every country. This holds for a phone number with its country
 * code, and for every value that is no phone number.
 */
async function saysItsCountry(form: LookupForm, value: string): Promise<boolean> {
  if (typeof form === 'string') return true;
  const [one, other] = await Promise.all([
    phoneKey(value, { ...form, region: 'DE' }),
    phoneKey(value, { ...form, region: 'US' }),
  ]);
  return one === other;
}

/**
 * The hash of a value by today's rules. A phone number without a country code gets a new hash only
 * if its stored hash was made by the former rules, which did not consider countries. Otherwise the
 * stored hash was made for a former country of the tenant, and is kept.
 */
async function renew(
  ctx: Context,
  rules: LookupRules,
  value: { readonly name: string; readonly text: string; readonly stored: unknown },
  field: AesField,
  form: LookupForm,
): Promise<Renewal> {
  const { name, text, stored } = value;
  if (!isOlder(rules, form)) return 'same';
  if (await isRefused(field, form, text)) return 'refused';
  if (!(await mayDiffer(rules, form, text))) return 'same';
  const hash = await ctx.lookup.hash(ctx.tenant, name, form, text);
  if (hash === stored) return 'same';
  if (await saysItsCountry(form, text)) return { hash };
  const former = formerKey(form, text);
  const before = await ctx.lookup.hash(ctx.tenant, name, 'exact', former);
  return before === stored ? { hash } : 'kept';
}

/**
 * Computes the new lookup hashes of a record or of another document. It costs 100 or 200 ms for
 * each value whose hash may differ, and no time for other values.
 * @param declared the declarations of the document's fields
 * @param values the decrypted values of these fields
 * @param data the stored hashes
 */
export async function renewHashes(
  ctx: Context,
  declared: Category['fields'],
  rules: LookupRules,
  values: Fields,
  data: DocumentData,
): Promise<Renewed> {
  const hashes: { [name: string]: unknown } = {};
  let [refused, kept] = [0, 0];
  for (const [name, field] of Object.entries(declared)) {
    const text = values[name];
    const stored = data[bcryptName(name)];
    if (field.atRest !== 'aes' || field.lookup === undefined) continue;
    if (typeof text !== 'string' || stored === undefined) continue;
    const form = lookupFormOf(ctx, field.lookup, values);
    const renewal = await renew(ctx, rules, { name, text, stored }, field, form);
    if (renewal === 'refused') refused += 1;
    else if (renewal === 'kept') kept += 1;
    else if (renewal !== 'same') hashes[bcryptName(name)] = renewal.hash;
  }
  return { hashes, refused, kept };
}
