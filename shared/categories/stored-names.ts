import type { Category } from './define-category.ts';
import { oncePerCategory } from './once-per-category.ts';

/** The name under which an encrypted field is stored. For `email` it is `email_aes`. */
export function aesName(field: string): string {
  return `${field}_aes`;
}

/** The name under which the lookup hash of a field is stored. For `email` it is `email_bcrypt`. */
export function bcryptName(field: string): string {
  return `${field}_bcrypt`;
}

/** The stored field from which the expiry of a category's records is calculated. */
export function basisField(category: Category): string {
  return category.retention.basis === 'created' ? 'created_at' : 'basis_at';
}

/**
 * The names of the fields by which a search can find a record, in the order of their declaration.
 */
export const lookupFields: (category: Category) => readonly string[] = oncePerCategory((category) =>
  Object.entries(category.fields)
    .filter(([, field]) => field.atRest === 'aes' && field.lookup !== undefined)
    .map(([name]) => name),
);
