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
  const converted: FirestoreData = {};
  for (const [field, value] of Object.entries(data))
    converted[field] = toFirestoreValue(collection, field, value);
  return converted;
}

export function fromFirestore(data: FirestoreData): DocumentData {
  const converted: { [field: string]: unknown } = {};
  for (const [field, value] of Object.entries(data))
    converted[field] = value instanceof Timestamp ? fromTimestamp(value) : value;
  return converted;
}

export function toVersion(updateTime: Timestamp): Version {
  return `${updateTime.seconds}.${updateTime.nanoseconds}` as Version;
}

export function fromVersion(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split('.');
  return new Timestamp(Number(seconds), Number(nanoseconds));
}
