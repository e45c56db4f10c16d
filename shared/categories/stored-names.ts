import type { Category } from './define-category.ts';

/** Stored name of an encrypted field: `email` -> `email_aes`. */
export function aesName(field: string): string {
  return `${field}_aes`;
}

/** Stored name of a field's lookup hash: `email` -> `email_bcrypt`. */
export function bcryptName(field: string): string {
  return `${field}_bcrypt`;
}

/** The stored field from which a category's retention counts. */
export function basisField(category: Category): string {
  return category.retention.basis === 'created' ? 'created_at' : 'basis_at';
}

/** Names of the fields that a record can be found by, in the order of their declaration. */
export function lookupFields(category: Category): string[] {
  return Object.entries(category.fields)
    .filter(([, field]) => field.atRest === 'aes' && field.lookup !== undefined)
    .map(([name]) => name);
}
