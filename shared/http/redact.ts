import type { Category } from '#shared/categories/define-category.ts';
import { aesName, bcryptName } from '#shared/categories/stored-names.ts';

const censored = '[redacted]';

/**
 * The names of the encrypted fields of the categories: their names in requests, and the names under
 * which their ciphertexts and hashes are stored.
 */
export function personalNames(categories: readonly Category[]): ReadonlySet<string> {
  const names = categories.flatMap(({ fields, apart }) =>
    Object.entries({ ...fields, ...apart })
      .filter(([, field]) => field.atRest === 'aes')
      .flatMap(([name]) => [name, aesName(name), bcryptName(name)]),
  );
  return new Set(names);
}

/**
 * Replaces everything under the name of an encrypted field (see {@link personalNames}) by
 * `[redacted]`, at any depth of the value. No code should log the values of encrypted fields. If
 * code does this by mistake, this function hides the values.
 */
export function redact(names: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => redact(names, entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      names.has(name) ? censored : redact(names, inner),
    ]),
  );
}
