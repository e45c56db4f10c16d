import type { Mapping } from '../endpoints/endpoint.ts';

type Nested = { [name: string]: unknown };

/** Objects without a prototype, so that no name means anything but a name. */
const empty = (): Nested => Object.create(null) as Nested;

function put(body: Nested, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) body[name] = value;
  else put((body[name] ??= empty()) as Nested, rest, value);
}

/** Puts each variable where the mapping says, as `contact.first` into an object `contact`. */
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
