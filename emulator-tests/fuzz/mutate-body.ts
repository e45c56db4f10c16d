import fc from 'fast-check';
import { canary } from './canary.ts';
import { changeAt, JsonText, pathsOf, writeJson } from './json-text.ts';
import { junk, oddNames } from './junk-values.ts';

type Change = (at: unknown) => unknown;

function addName(name: string, value: unknown): Change {
  return (at) => {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || at instanceof JsonText)
      return value;
    const entries = [...Object.entries(at), [name, value] as const];
    const inner = entries.map(([key, each]) => `${JSON.stringify(key)}:${writeJson(each)}`);
    return new JsonText(`{${inner.join(',')}}`);
  };
}

function repeatFirst(value: unknown): Change {
  return (at) => {
    const name = typeof at === 'object' && at !== null ? Object.keys(at)[0] : undefined;
    return name === undefined ? value : addName(name, value)(at);
  };
}

const change: fc.Arbitrary<Change> = fc.oneof(
  junk.map(
    (value): Change =>
      () =>
        value,
  ),
  fc.constant<Change>(() => undefined),
  fc.tuple(fc.constantFrom(...oddNames), junk).map(([name, value]) => addName(name, value)),
  junk.map(repeatFirst),
  fc.constant<Change>((at) => [at]),
  fc.constant<Change>((at) => ({ [canary]: at })),
  fc.integer({ min: 2, max: 600 }).map(
    (times): Change =>
      (at) =>
        // Makes a list that contains the value several times, often too many times. A large value
        // is in the list only twice, so that the body is not too long.
        JSON.stringify(at ?? null).length < 500
          ? Array.from({ length: times }, () => at)
          : [at, at],
  ),
);

/** Makes a body with one to three changes. Most changes make it invalid. */
export function mutateJson(valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const changes = fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 3 });
  return fc.tuple(valid, changes).map(([value, list]) => {
    const changed = list.reduce((current: unknown, [pick, each]) => {
      const paths = pathsOf(current);
      return changeAt(current, paths[pick % paths.length] ?? [], each);
    }, value);
    return changed === undefined ? '' : writeJson(changed);
  });
}
