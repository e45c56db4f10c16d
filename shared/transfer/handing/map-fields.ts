import type { Mapping } from '../endpoints/endpoint.ts';

type Nested = { [name: string]: unknown };

/** Makes an object without a prototype, so that each name is an ordinary field. */
const empty = (): Nested => Object.create(null) as Nested;

function put(body: Nested, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) body[name] = value;
  else put((body[name] ??= empty()) as Nested, rest, value);
}

/**
 * Writes each variable into the field that the mapping states. `contact.first` is the field `first`
 * of the object `contact`. Variables that are not in the mapping are left out.
 */
export function mapFields(
  mapping: Mapping,
  variables: readonly (readonly [name: string, value: unknown])[],
): object {
  const targets = new Map(Object.entries(mapping));
  const body = empty();
  for (const [name, value] of variables) {
    const target = targets.get(name);
    if (target !== undefined) put(body, target.split('.'), value);
  }
  return body;
}
