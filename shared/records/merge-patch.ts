import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isPatched, patchedSchema } from '#shared/categories/record-schema.ts';
import type { Fields } from './record.ts';

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Applies a JSON Merge Patch (RFC 7396, section 2): objects are merged key by key, `null` removes a
 * key, and every other value replaces the old one. No key can change a prototype, because
 * `Object.fromEntries` stores even `__proto__` as an ordinary key of the new object.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/**
 * The fields of a record after a patch. A patch can change parts of JSON fields, and `null` removes
 * a field.
 */
export function patchFields(category: Category, fields: Fields, patch: Fields): Fields {
  const patched = new Map(Object.entries(fields));
  for (const [name, value] of Object.entries(patch)) {
    const field = category.fields[name];
    if (value === null) patched.delete(name);
    else if (field === undefined || !isPatched(field)) patched.set(name, value);
    else patched.set(name, mergePatch(fields[name], value));
  }
  return Object.fromEntries(patched);
}

/**
 * Checks the fields that a patch has changed. It checks their whole new values, because a patch may
 * change only a part of a field.
 * @throws Problem `validation-failed`
 */
export function checkPatched(category: Category, patched: Fields, patch: Fields): void {
  const reached = Object.keys(patch).map((name) => [name, patched[name]]);
  parse(patchedSchema(category), Object.fromEntries(reached));
}

/**
 * The present values of the keys that a caller has sent. A caller who may only write gets no other
 * values.
 */
export function sentPart(value: unknown, sent: unknown): unknown {
  if (!isObject(value) || !isObject(sent)) return value;
  const own = Object.entries(value).filter(([key]) => Object.hasOwn(sent, key));
  return Object.fromEntries(own.map(([key, inner]) => [key, sentPart(inner, sent[key])]));
}
