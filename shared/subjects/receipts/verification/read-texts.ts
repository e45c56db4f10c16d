import type { PublishedKey } from '#shared/vault/open-published-jws.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function receiptsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(receiptsIn);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const { items, receipt, report } = value as { readonly [name: string]: unknown };
  return [...receiptsIn(items), ...receiptsIn(receipt), ...receiptsIn(report)];
}

/**
 * Finds the signed texts in a file: one on each line, or JSON from `GET /v1/receipts`, `POST
 * /v1/erasures/{id}/recheck` or `GET /v1/imports/{tenant}`. The signed text in the last answer is
 * not a receipt, but a report about imported records.
 */
export function readReceiptTexts(file: string): string[] {
  const text = file.trim();
  const parsed = parseJson(text);
  return parsed === undefined
    ? text.split(/\s+/).filter((line) => line !== '')
    : receiptsIn(parsed);
}

/**
 * Finds the keys in a file from `GET /.well-known/mayfly-keys.json`. Undefined if the file contains
 * something else.
 */
export function readKeys(file: string): readonly PublishedKey[] | undefined {
  const { keys } = (parseJson(file) ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) return undefined;
  return keys.filter((key): key is PublishedKey => typeof key === 'object' && key !== null);
}
