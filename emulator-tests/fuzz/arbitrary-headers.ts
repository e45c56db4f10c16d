import fc from 'fast-check';
import { canary } from './canary.ts';
import type { DescribedOperation } from './described-operations.ts';
import { placeholder } from './known-values.ts';

export type Headers = { readonly [name: string]: string };

const bearer = (name: string) => `Bearer ${placeholder('key', name)}`;

const oddCredentials = [
  undefined,
  '',
  'Bearer',
  'Bearer ',
  `Bearer ${canary}`,
  `Basic ${btoa(`${canary}:${canary}`)}`,
  `Bearer mf_fuzz_${'0'.repeat(64)}`,
  `Bearer mf_${canary.toLowerCase()}_${'0'.repeat(64)}`,
  `bearer ${placeholder('key', 'full')}`,
  `Bearer  ${placeholder('key', 'full')}`,

  `${bearer('full')} `,
  `${bearer('full')}, ${bearer('other')}`,
  `Bearer ${placeholder('key', 'full')}0`,

  'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
  `Digest username="${canary}"`,
  canary.repeat(500),
];

/**
 * Returns the name of the credential for most requests of an operation: the token of Cloud
 * Scheduler, the API key with every scope, or the token of the operator. The run has no device
 * token. So operations that need one get the token of the operator, and refuse it.
 */
function rightCredential({ operation }: DescribedOperation): string {
  const schemes = new Set(operation.security.flatMap((security) => Object.keys(security)));
  if (schemes.has('schedulerToken')) return 'scheduler';
  return schemes.has('apiKey') || schemes.size === 0 ? 'full' : 'operator';
}

const people = ['owner', 'support', 'editor', 'viewer', 'dpo', 'operator', 'both'];

function credentialOf(each: DescribedOperation): fc.Arbitrary<string | undefined> {
  const some = (names: readonly string[]) =>
    fc.constantFrom<string | undefined>(...names.map(bearer));
  return fc.oneof(
    { weight: 26, arbitrary: some([rightCredential(each)]) },
    { weight: 4, arbitrary: some(['other']) },
    { weight: 5, arbitrary: some(people) },
    { weight: 2, arbitrary: some(['reader', 'none', 'scheduler']) },
    { weight: 3, arbitrary: fc.constantFrom(...oddCredentials) },
  );
}

const idempotencyKeys = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 40 }).map((number) => `${canary}-${number}`) },
  fc.constantFrom(
    '',
    ' ',
    'ä',
    canary.padEnd(255, 'x'),
    canary.padEnd(256, 'x'),
    '..',
    '__x__',
    'a/b',
  ),
);

/** Other headers that a proxy, a browser or an attacker may send. */
const others: readonly (readonly [string, readonly string[]])[] = [
  ['content-encoding', ['gzip', 'identity', 'br', canary, '']],
  ['content-length', ['0', '-1', '1', 'x', '99999999999', '8388609', '1e3', '']],
  ['x-forwarded-proto', ['https', 'http', 'https,http', 'HTTPS', canary, '']],
  ['x-forwarded-for', ['198.51.100.7', `${canary}, 198.51.100.7`, '::1', '', ',']],
  ['x-forwarded-host', [`${canary}.example`, 'localhost']],
  ['forwarded', [`for=${canary};proto=http`]],
  ['mayfly-tenant', ['fuzz', 'other', canary, '', '../other', 'a'.repeat(3_000)]],
  ['cookie', [`__session=${canary}`, `${canary}=1; __session=`, '__session=%ff', ';;;=']],
  ['origin', ['https://evil.example', 'null', `https://${canary.toLowerCase()}.example`, '']],
  ['access-control-request-method', ['GET', canary]],
  ['if-none-match', ['*', `"${canary}"`, 'W/"x"']],
  ['range', ['bytes=0-1', canary]],
  ['accept', ['text/html', canary, 'application/xml;q=0.1']],
  ['accept-encoding', ['gzip', canary]],
  ['x-http-method-override', ['DELETE']],
  // Mayfly accepts a plain id as the request id, and writes it to logs. It ignores the other
  // values.
  ['x-request-id', ['fuzz:1', `${canary}@example.org`, `${canary} 1`, '+49 30 23125 884', '']],
  ['if-match', ['*', `"${canary}"`]],
  ['if-unmodified-since', [canary]],
  ['x-cloud-trace-context', [`${'0'.repeat(32)}/1;o=1`, canary]],
  ['traceparent', [canary]],
  ['host', [`${canary}.example`, 'localhost:1', '']],
  ['user-agent', [canary]],
  ['referer', [`https://example.org/${canary}`]],
  ['expect', ['100-continue', canary]],
  ['x-mayfly', [canary]],
];

const other = fc.oneof(
  ...others.map(([name, values]) =>
    fc.constantFrom(...values).map((value) => [name, value] as const),
  ),
);

/** Generates headers for an operation. The planned body sets the Content-Type. */
export function arbitraryHeaders(each: DescribedOperation): fc.Arbitrary<Headers> {
  const some = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(other, { maxLength: 3 }) },
  );
  const takesKey = each.parameters.some(({ name }) => name === 'Idempotency-Key');
  const idempotency = fc.option(idempotencyKeys, { nil: undefined, freq: takesKey ? 3 : 20 });
  return fc.tuple(credentialOf(each), idempotency, some).map(([credential, key, pairs]) => ({
    ...(credential !== undefined && { authorization: credential }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...Object.fromEntries(pairs),
  }));
}
