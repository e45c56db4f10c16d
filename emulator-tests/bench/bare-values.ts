import { Timestamp } from '@google-cloud/firestore';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { DocumentData } from '#shared/store/store.ts';

/** Converts a value to the form of `@google-cloud/firestore`, by the declared type of its field. */
export function toBareValue(collection: Collection, field: string, value: unknown): unknown {
  if (collection.fields[field] !== 'instant') return value;
  const seconds = Math.floor(Number(value) / microsPerSecond);
  return new Timestamp(seconds, (Number(value) - seconds * microsPerSecond) * 1_000);
}

export function toBareData(collection: Collection, data: DocumentData): DocumentData {
  const entries = Object.entries(data);
  return Object.fromEntries(
    entries.map(([field, value]) => [field, toBareValue(collection, field, value)]),
  );
}
