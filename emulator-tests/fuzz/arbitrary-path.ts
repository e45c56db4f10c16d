import fc from 'fast-check';
import { anyPick, arbitraryOf } from './arbitrary-of-schema.ts';
import { canary } from './canary.ts';
import { collectionOf, type DescribedOperation } from './described-operations.ts';
import { placeholder } from './known-values.ts';

const oddSegments = [
  canary,
  `${canary}%00`,
  '%00',
  '%ff',
  '%c0%80',
  '%zz',
  '%',
  '%2e%2e',
  '..',
  '.',
  '%2F',
  'a%2Fb',
  '~',
  '*',
  ';x=1',
  ' ',
  '__x__',
  '%5F%5Fname%5F%5F',
  'search',
  'export.csv',
  '0',
  'null',
  'ä',

  canary.repeat(1_000),
  '%25',
  '%E2%80%AE',
  `${canary}%0d%0aX-Injected:1`,
  '__proto__',
  'constructor',
];

function segmentOf(each: DescribedOperation, name: string): fc.Arbitrary<string> {
  const parameter = each.parameters.find((it) => it.in === 'path' && it.name === name);
  const collection = collectionOf(each.path);
  const pick = anyPick;
  const described = arbitraryOf(parameter?.schema ?? {}, name).map((value) =>
    encodeURIComponent(String(value)),
  );
  return fc.oneof(
    { weight: 12, arbitrary: pick.map((at) => placeholder('id', collection, at)) },
    { weight: 2, arbitrary: pick.map((at) => placeholder('foreign', collection, at)) },
    { weight: 3, arbitrary: described },
    { weight: 3, arbitrary: fc.constantFrom(...oddSegments) },
  );
}

/** Generates paths of an operation, with a value in place of each parameter. */
function pathOf(each: DescribedOperation): fc.Arbitrary<string> {
  const parts = each.path.split(/\{(\w+)\}/);
  return fc
    .tuple(...parts.map((part, at) => (at % 2 === 0 ? fc.constant(part) : segmentOf(each, part))))
    .map((segments) => segments.join(''));
}

const bend = fc.constantFrom<(path: string) => string>(
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.toUpperCase(),
  (path) => `${path}/${canary}`,
  (path) => `${path}%20`,
  (path) => path.replace(/\/([^/]*)$/, '/%2e%2e/$1'),
  (path) => path.replace('/v1', '/v2'),
  (path) => path.replace(/.$/, ''),
  (path) => path.replaceAll('-', '_'),
  () => `/${canary}`,
  () => '/v1',
  () => '/',
  () => '/favicon.ico',
);

/**
 * Generates paths of an operation. Most contain a record's id, some contain another text instead,
 * and a few are malformed.
 */
export const arbitraryPath = (each: DescribedOperation): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 15, arbitrary: pathOf(each) },
    { weight: 1, arbitrary: fc.tuple(pathOf(each), bend).map(([path, change]) => change(path)) },
  );
