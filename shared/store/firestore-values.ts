import type { google } from '@google-cloud/firestore-api/protos';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection, StoredType } from './declare-collection.ts';
import type { DocumentData, Version } from './store.ts';

/**
 * A value of a field in Firestore's protocol. If the value was read, `valueType` contains its type.
 */
export type Value = google.firestore.v1.IValue & { readonly valueType?: string };
type Timestamp = google.protobuf.ITimestamp;
type Fields = { [field: string]: Value };

const nanosPerMicro = 1_000;

function toTimestamp(instant: Instant): Timestamp {
  const seconds = Math.floor(instant / microsPerSecond);
  return { seconds, nanos: (instant - seconds * microsPerSecond) * nanosPerMicro };
}

export function fromTimestamp(timestamp: Timestamp | null | undefined): Instant {
  const { seconds, nanos } = timestamp ?? {};
  return Number(seconds) * microsPerSecond + Math.floor(Number(nanos) / nanosPerMicro);
}

const toText = (value: unknown): Value => ({ stringValue: value as string });
const toBytes = (value: unknown): Value => ({ bytesValue: value as Uint8Array });
const encoders: { readonly [type in StoredType]: (value: unknown) => Value } = {
  instant: (value) => ({ timestampValue: toTimestamp(value as Instant) }),
  id: toText,
  ids: (value) => toList(value, toText),
  number: (value) =>
    Number.isSafeInteger(value)
      ? { integerValue: value as number }
      : { doubleValue: value as number },
  boolean: (value) => ({ booleanValue: value as boolean }),
  hash: toText,
  sealed: toBytes,
  proof: toText,
  packed: toBytes,
};

function toList(value: unknown, encode: (entry: unknown) => Value): Value {
  return { arrayValue: { values: (value as readonly unknown[]).map(encode) } };
}

function encoderOf({ id, fields }: Collection, field: string): (value: unknown) => Value {
  const type = fields[field];
  if (type === undefined) throw new Error(`field ${id}.${field} is not declared`);
  return encoders[type];
}

/** Encodes the value of a field by its declared type. The caller has checked the type before. */
export function encodeValue(collection: Collection, field: string, value: unknown): Value {
  return encoderOf(collection, field)(value);
}

/** Encodes several values with which a query compares one field. */
export function encodeValues(collection: Collection, field: string, values: unknown): Value {
  return toList(values, encoderOf(collection, field));
}

/** Encodes the fields of a document. The caller has checked them against the declaration before. */
export function encodeFields(collection: Collection, data: DocumentData): Fields {
  const fields: Fields = {};
  for (const [field, value] of Object.entries(data))
    fields[field] = encodeValue(collection, field, value);
  return fields;
}

/** Decodes a value. Returns undefined for a type that Mayfly never writes. */
export function decodeValue(value: Value): unknown {
  const { valueType = '' } = value;
  switch (valueType) {
    case 'timestampValue':
      return fromTimestamp(value.timestampValue);
    case 'integerValue':
      return Number(value.integerValue);
    case 'arrayValue':
      return value.arrayValue?.values?.map(decodeValue) ?? [];
    case 'nullValue':
      return null;
    case 'stringValue':
      return value.stringValue;
    case 'bytesValue':
      return value.bytesValue;
    case 'booleanValue':
      return value.booleanValue;
    case 'doubleValue':
      return value.doubleValue;
    default:
      return undefined;
  }
}

export function decodeFields(fields: Fields | null | undefined): DocumentData {
  const data: { [field: string]: unknown } = {};
  for (const [field, value] of Object.entries(fields ?? {})) data[field] = decodeValue(value);
  return data;
}

/** A version is the time of the last change, with its nanoseconds. */
export function toVersion(updateTime: Timestamp | null | undefined): Version {
  return `${String(updateTime?.seconds)}.${String(updateTime?.nanos)}` as Version;
}

export function fromVersion(version: Version): Timestamp {
  const [seconds = '', nanos] = version.split('.');
  return { seconds, nanos: Number(nanos) };
}
