import { type DocumentData as FirestoreData, Timestamp } from '@google-cloud/firestore';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection } from './declare-collection.ts';
import type { DocumentData, Version } from './store.ts';

export function toTimestamp(instant: Instant): Timestamp {
  const seconds = Math.floor(instant / microsPerSecond);
  return new Timestamp(seconds, (instant - seconds * microsPerSecond) * 1_000);
}

export function fromTimestamp(timestamp: Timestamp): Instant {
  return timestamp.seconds * microsPerSecond + Math.floor(timestamp.nanoseconds / 1_000);
}

/** Converts a value to Firestore's form, by the declared type of its field. */
export function toFirestoreValue(collection: Collection, field: string, value: unknown): unknown {
  if (collection.fields[field] === 'instant') return toTimestamp(value as Instant);
  return value;
}

export function toFirestore(collection: Collection, data: DocumentData): FirestoreData {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      toFirestoreValue(collection, field, value),
    ]),
  );
}

export function fromFirestore(data: FirestoreData): DocumentData {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      value instanceof Timestamp ? fromTimestamp(value) : value,
    ]),
  );
}

export function toVersion(updateTime: Timestamp): Version {
  return `${updateTime.seconds}.${updateTime.nanoseconds}` as Version;
}

export function fromVersion(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split('.');
  return new Timestamp(Number(seconds), Number(nanoseconds));
}
