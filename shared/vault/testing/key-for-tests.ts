import { randomBytes } from 'node:crypto';
import {
  type DataKey,
  type DataKeyAlgorithm,
  type DataKeyTerms,
  dataKeyBytes,
  importDataKey,
} from '../data-key.ts';

/** Creates a data key. By default its bytes are random, and its bucket never ends. */
export function keyForTests(
  algorithm: DataKeyAlgorithm,
  own: Partial<DataKeyTerms & { readonly id: string; readonly bytes: Uint8Array }> = {},
): DataKey {
  const { id = 'k', bytes = randomBytes(dataKeyBytes[algorithm]), ...terms } = own;
  const usual = { format: 2, algorithm, use: '', bucketEnd: Number.MAX_SAFE_INTEGER } as const;
  return importDataKey(id, { ...usual, ...terms }, bytes);
}
