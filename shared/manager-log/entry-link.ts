import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { hourOf, type LogHour } from './log-hour.ts';

/** An entry as a part of its chain: all values that sealing and verification use. */
export type EntryLink = {
  readonly id: string;
  readonly hour: LogHour;
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
  readonly prev: string | undefined;
  readonly prevCreatedAt: Instant | undefined;
  readonly prevDueAt: Instant | undefined;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
  /** The instant at which the database stored the entry, by the database's own clock. */
  readonly storedAt: Instant | undefined;
};

const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isWhole = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isAbsentOr = (is: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || is(value);

const forms: { readonly [field: string]: (value: unknown) => boolean } = {
  writer: (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
  seq: isWhole,
  entry_hash: isHash,
  prev: isAbsentOr(isHash),
  prev_created_at: isAbsentOr(isWhole),
  prev_due_at: isAbsentOr(isWhole),
  created_at: isWhole,
  due_at: isWhole,
  expires_at: isWhole,
};

/** Reads an entry as a part of its chain. Undefined if the document does not belong to a chain. */
export function linkOf({ ref, data, times }: StoredDocument): EntryLink | undefined {
  if (!Object.entries(forms).every(([field, is]) => is(data[field]))) return undefined;
  const createdAt = data['created_at'] as Instant;
  return {
    id: ref.id,
    hour: hourOf(createdAt),
    writer: data['writer'] as string,
    seq: data['seq'] as number,
    hash: data['entry_hash'] as string,
    prev: data['prev'] as string | undefined,
    prevCreatedAt: data['prev_created_at'] as Instant | undefined,
    prevDueAt: data['prev_due_at'] as Instant | undefined,
    createdAt,
    dueAt: data['due_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    storedAt: times?.created,
  };
}
