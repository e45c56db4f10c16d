import fc from 'fast-check';
import { anyPick, arbitraryOf } from './arbitrary-of-schema.ts';
import { canary } from './canary.ts';
import { type DescribedOperation, operations } from './described-operations.ts';
import { placeholder } from './known-values.ts';

const junkValues = [
  '',
  '0',
  '-1',
  '201',
  '1e2',
  '1.0',
  ' 1',
  '١',
  canary,
  'true',
  'null',
  '%00',
  '%ff',
  '%zz',
  '[]',
  'a'.repeat(5_000),
  canary.padEnd(500, 'A'),
  '+',
  '%2B',
  'A'.repeat(16),
  '%F0%9F%8D%80',
];

function valueOf(each: DescribedOperation, name: string): fc.Arbitrary<string> {
  const parameter = each.parameters.find((it) => it.in === 'query' && it.name === name);
  const encoded = (value: unknown) => encodeURIComponent(String(value));
  const isCursor = name === 'cursor' || name === 'after';
  const own = anyPick.map((pick) => placeholder('cursor', each.path, pick));
  const others = fc
    .tuple(fc.constantFrom(...operations), anyPick)
    .map(([other, pick]) => placeholder('cursor', other.path, pick));
  return fc.oneof(
    { weight: 4, arbitrary: arbitraryOf(parameter?.schema ?? {}).map(encoded) },
    { weight: 2, arbitrary: fc.constantFrom(...junkValues) },
    ...(isCursor
      ? [
          { weight: 8, arbitrary: own },
          { weight: 2, arbitrary: others },
          { weight: 1, arbitrary: own.map((text) => `${text}A`) },
        ]
      : []),
  );
}

const oddPairs = fc.constantFrom(
  `${canary}=${canary}`,
  'limit',
  '=',
  '&',
  'limit[]=1',
  'LIMIT=1',
  '__proto__=1',
  '%00=1',

  '%zz=1',
  'a=1;b=2',
  `?${canary}`,
  '#',
  'tenant=other',
  'access_token=x',
  'id=1',
  'constructor=1',
);

/**
 * Generates query strings for an operation. Each begins with the question mark, or is empty. Some
 * fit the API's description; others have odd, repeated or unknown parameters.
 */
export function arbitraryQuery(each: DescribedOperation): fc.Arbitrary<string> {
  const names = each.parameters.filter((it) => it.in === 'query').map(({ name }) => name);
  const pair = (name: string) => valueOf(each, name).map((value) => `${name}=${value}`);
  const described =
    names.length === 0
      ? fc.constant<string[]>([])
      : fc.array(fc.oneof(...names.map(pair)), { maxLength: 3 });
  // Mayfly refuses a parameter that appears twice. So in most queries each appears at most once.
  const once = described.map((pairs) => [
    ...new Map(pairs.map((text) => [text.split('=')[0], text])).values(),
  ]);
  return fc
    .oneof(
      { weight: 8, arbitrary: once },
      { weight: 1, arbitrary: described },
      { weight: 1, arbitrary: fc.tuple(once, oddPairs).map(([pairs, odd]) => [...pairs, odd]) },
      { weight: 4, arbitrary: fc.constant<string[]>([]) },
    )
    .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.join('&')}`));
}
