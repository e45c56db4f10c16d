import type { DescribedOperation } from './described-operations.ts';

/**
 * Returns the body of an operation's first example, or an empty object if there is no example.
 * Returns undefined if the operation takes no body.
 */
export function exampleBodyOf({
  operation,
}: DescribedOperation): { readonly type: string; readonly text: string } | undefined {
  const [described] = Object.entries(operation.requestBody?.content ?? {});
  if (described === undefined) return undefined;
  const [type, { examples = {} }] = described;
  const value = Object.values(examples)[0]?.value;
  return { type, text: typeof value === 'string' ? value : JSON.stringify(value ?? {}) };
}
