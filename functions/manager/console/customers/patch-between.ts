/** Values by their keys. */
export type Values = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/**
 * Returns the JSON Merge Patch (RFC 7396) that turns `before` into `after`. It contains the new
 * values of changed keys, and null for each key that `after` lacks. A patch cannot set a value to
 * null. If the new value of a key is null, the patch removes the key.
 */
export function patchBetween(before: Values, after: Values): { [key: string]: unknown } {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const changed = Object.entries(after).filter(
    ([key, value]) => !Object.hasOwn(before, key) || !isSame(before[key], value),
  );
  return Object.fromEntries([
    ...gone.map((key) => [key, null]),
    ...changed.map(([key, value]) => {
      const known = before[key];
      return [key, isObject(known) && isObject(value) ? patchBetween(known, value) : value];
    }),
  ]);
}

/**
 * True if `after` contains a null that `before` lacks, in an object. A patch between them would not
 * store this null. A list may contain null, because a patch replaces a list as a whole.
 */
export function addsNull(before: unknown, after: unknown): boolean {
  if (after === null) return before !== null;
  if (!isObject(after)) return false;
  const known = isObject(before) ? before : {};
  return Object.entries(after).some(([key, value]) => addsNull(known[key], value));
}
