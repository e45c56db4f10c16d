import { Problem } from '#shared/base/problems/problem.ts';
import type { Category, LookupNormaliser } from '#shared/categories/define-category.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import type { LookupForm } from '#shared/vault/normalise.ts';
import { type PhoneReading, phoneKey } from '#shared/vault/phone-key.ts';
import type { Fields } from './record.ts';

/**
 * Returns how a phone number must be read. A number without a country code is a number of the
 * tenant's region. If `channel` is `whatsapp`, a number without a plus is read as beginning with a
 * country code.
 */
function phoneReadingOf({ settings }: WithSettings, beside: Fields): PhoneReading {
  return { region: settings.defaultRegion, isInternational: beside['channel'] === 'whatsapp' };
}

/**
 * The form in which Mayfly compares values of one kind, such as emails or phone numbers.
 * @param beside the other fields of the body that contains the value
 */
export function lookupFormOf(
  ctx: WithSettings,
  kind: LookupNormaliser,
  beside: Fields,
): LookupForm {
  return kind === 'phone' ? phoneReadingOf(ctx, beside) : kind;
}

/**
 * Refuses a phone number that is not possible in its country. The schema cannot check this, because
 * the numbering plans must be loaded first.
 * @throws Problem `validation-failed`
 */
export async function requirePhone(
  ctx: WithSettings,
  phone: string,
  beside: Fields,
  pointer: string,
): Promise<void> {
  if ((await phoneKey(phone, phoneReadingOf(ctx, beside))) !== undefined) return;
  const rule = 'a phone number that is possible in its country';
  throw new Problem('validation-failed', { errors: [{ pointer, rule }] });
}

/**
 * Like {@link requirePhone}, for all phone numbers of a record.
 * @param pointer the place of the fields in the body
 * @throws Problem `validation-failed`
 */
export async function checkPhones(
  ctx: WithSettings,
  category: Pick<Category, 'fields'>,
  fields: Fields,
  pointer = '',
): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = category.fields[name];
    if (field?.atRest !== 'aes' || field.lookup !== 'phone' || typeof value !== 'string') continue;
    await requirePhone(ctx, value, fields, `${pointer}/${name}`);
  }
}
