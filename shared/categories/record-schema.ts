import * as z from 'zod';
import type { Category, Field } from './define-category.ts';
import { instant, jsonObjectPatch, jsonPatch } from './field-schemas.ts';
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

/** Whether a correction reaches into the value of a field: into what holds JSON. */
export function isPatched(field: Field): boolean {
  return field.atRest === 'aes' && field.encoding === 'json';
}

/** What a correction may send for a field. */
function patchOf(field: Field): z.ZodType {
  if (!isPatched(field)) return field.schema;
  const isObject = field.schema.meta()?.['type'] === 'object';
  const patch: z.ZodType = isObject ? jsonObjectPatch : jsonPatch;
  return field.required
    ? patch.refine((value) => value !== null, { params: { rule: 'required' } })
    : patch;
}

/**
 * Schema of a correction, a JSON Merge Patch (RFC 7396): any correctable field that callers set;
 * `null` removes one that is not required.
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

/** Schema of the fields that a patch has reached into, as they are after it: their limits hold then. */
export const patchedSchema = oncePerCategory((category): Sent => {
  const patched = Object.entries(category.fields).filter(([, field]) => isPatched(field));
  return z.object(
    Object.fromEntries(patched.map(([name, { schema }]) => [name, schema.optional()])),
  );
});

/**
 * Schema of a patch that finds its record by unique fields, or creates it: the required fields, and
 * any others as {@link correctionSchema} takes them.
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
