import * as z from 'zod';
import type { Category, Field } from './define-category.ts';
import { instant, jsonObjectPatch, jsonPatch } from './field-schemas.ts';
import { oncePerCategory } from './once-per-category.ts';

type Shape = { [name: string]: z.ZodType };
/** The schema of an object that a caller sends. The keys of the object are names of fields. */
type Sent = z.ZodType<{ [field: string]: unknown }>;

/** True if callers may choose when a record expires, up to the end of the category's retention. */
export function choosesExpiry({ retention }: Pick<Category, 'retention'>): boolean {
  return retention.basis === 'own_expiry' || retention.chosen === true;
}

function ownExpiry(category: Category): Shape {
  return choosesExpiry(category) ? { expires_at: instant.optional() } : {};
}

/**
 * The schema of a new record that a caller sends. It contains only the fields that callers may set.
 */
export const createSchema = oncePerCategory((category): Sent => {
  const shape: Shape = ownExpiry(category);
  for (const [name, field] of Object.entries(category.fields)) {
    if (field.setBy !== 'caller') continue;
    shape[name] = field.required ? field.schema : field.schema.optional();
  }
  return z.strictObject(shape);
});

/** True if PATCH may change a field. */
function isCorrectable(field: Field): boolean {
  if (field.setBy !== 'caller') return false;
  return field.atRest === 'aes' || field.correctable !== false;
}

/**
 * True for an encrypted field that contains JSON. A correction of this field is itself a patch: it
 * changes some keys and keeps the others.
 */
export function isPatched(field: Field): boolean {
  return field.atRest === 'aes' && field.encoding === 'json';
}

/** The schema of a field in a correction. */
function patchOf(field: Field): z.ZodType {
  if (!isPatched(field)) return field.schema;
  const isObject = field.schema.meta()?.['type'] === 'object';
  const patch: z.ZodType = isObject ? jsonObjectPatch : jsonPatch;
  return field.required
    ? patch.refine((value) => value !== null, { params: { rule: 'required' } })
    : patch;
}

/**
 * The schema of a correction. A correction is a JSON Merge Patch (RFC 7396) of the fields that
 * callers may correct. `null` removes a field that is not required.
 */
export const correctionSchema = oncePerCategory((category): Sent => {
  const shape: Shape = ownExpiry(category);
  for (const [name, field] of Object.entries(category.fields)) {
    if (!isCorrectable(field)) continue;
    const patch = patchOf(field);
    shape[name] = field.required ? patch.optional() : patch.nullish();
  }
  return z
    .strictObject(shape)
    .refine((correction) => Object.keys(correction).length > 0, { params: { rule: 'not-empty' } });
});

/**
 * The schema for the JSON fields of a record after a correction has patched them. It checks the
 * limits of these fields.
 */
export const patchedSchema = oncePerCategory((category): Sent => {
  const patched = Object.entries(category.fields).filter(([, field]) => isPatched(field));
  return z.object(
    Object.fromEntries(patched.map(([name, { schema }]) => [name, schema.optional()])),
  );
});

/**
 * The schema of a request that finds a record by the unique fields in the request, and corrects
 * this record. If no such record exists, the request creates it. The schema contains all fields
 * that callers may set. Required fields must be present. Only a required JSON field may be missing,
 * because an existing record already contains it.
 */
export const mergeSchema = oncePerCategory((category): Sent => {
  const shape: Shape = ownExpiry(category);
  for (const [name, field] of Object.entries(category.fields)) {
    if (field.setBy !== 'caller') continue;
    const patch = patchOf(field);
    const isNeeded = field.required && !isPatched(field);
    shape[name] = isNeeded ? patch : field.required ? patch.optional() : patch.nullish();
  }
  return z.strictObject(shape);
});
