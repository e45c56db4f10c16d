import * as z from 'zod';
import type { Category, Field } from './define-category.ts';
import { instant } from './field-schemas.ts';
import { oncePerCategory } from './once-per-category.ts';

type Shape = { [name: string]: z.ZodType };
/** A schema of what a caller sends, by field. */
type Sent = z.ZodType<{ [field: string]: unknown }>;

/** The caller may set the expiry where the promise counts from the record's own expiry. */
function ownExpiry(category: Category): Shape {
  return category.retention.basis === 'own_expiry' ? { expires_at: instant.optional() } : {};
}

/** Schema of what a caller may send to create a record: the fields callers set, nothing else. */
export const createSchema = oncePerCategory((category): Sent => {
  const shape: Shape = ownExpiry(category);
  for (const [name, field] of Object.entries(category.fields)) {
    if (field.setBy !== 'caller') continue;
    shape[name] = field.required ? field.schema : field.schema.optional();
  }
  return z.strictObject(shape);
});

/** Whether PATCH takes a field. */
function isCorrectable(field: Field): boolean {
  if (field.setBy !== 'caller') return false;
  return field.atRest === 'aes' || field.correctable !== false;
}

/**
 * Schema of a correction: any correctable field that callers set; `null` removes one that is not
 * required.
 */
export const correctionSchema = oncePerCategory((category): Sent => {
  const shape: Shape = ownExpiry(category);
  for (const [name, field] of Object.entries(category.fields)) {
    if (!isCorrectable(field)) continue;
    shape[name] = field.required ? field.schema.optional() : field.schema.nullish();
  }
  return z
    .strictObject(shape)
    .refine((correction) => Object.keys(correction).length > 0, { params: { rule: 'not-empty' } });
});
