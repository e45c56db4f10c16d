import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { hourPattern } from './log-hour.ts';
import { sealFormat, sealType } from './seal-format.ts';
import { type StatementKind, tryOpenStatement } from './sign-statement.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{32}$/);
const whole = z.int().nonnegative();
const entry = z.strictObject({ seq: whole, hash });

/** The entries that one process wrote in an hour. */
const writer = z.strictObject({
  writer: id,
  count: whole,
  first: entry,
  /**
   * The ends of the writer's chain in the hour: each entry without a following entry in the hour.
   * Usually there is one end. A chain with branches has several. Each entry contains the hash of
   * the previous entry, so all entries of the hour can be found from the ends.
   */
  tips: z.array(z.strictObject({ seq: whole, hash, created_at: whole, due_at: whole })).min(1),
});

/**
 * The content of a seal. Instants are microseconds since the epoch, and hashes are SHA-256 in hex.
 * A seal contains no personal data.
 */
const payload = z.strictObject({
  format: z.literal(sealFormat),
  tenant: z.string(),
  /** The number of the seal. Numbers begin with 1 and have no gap. */
  number: z.int().positive(),
  hour: z.string().regex(hourPattern),
  sealed_at: whole,
  expires_at: whole,
  /** The hash of the previous seal's JWS, and the expiry of that seal. Null for the first seal. */
  previous: z.strictObject({ hash, expires_at: whole }).nullable(),
  entries: whole,
  writers: z.array(writer),
});

export type Seal = z.infer<typeof payload>;
export type SealedWriter = z.infer<typeof writer>;

export const sealKind: StatementKind<Seal> = { type: sealType, payload };

/** The hash of a seal, which the next seal contains: SHA-256 of its JWS, in hex. */
export function hashSeal(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('hex');
}

/**
 * The id of a seal. If two runs make the next seal at the same time, both use the same id, so the
 * second commit fails; see `findFreeId`.
 */
export function sealId(number: number): string {
  return String(number).padStart(8, '0');
}

/** True if a seal is stored in the place for which it was signed. */
export function isInPlace(seal: Seal, { ref, data }: StoredDocument): boolean {
  const own = sealId(seal.number);
  return (
    seal.tenant === ref.tenant &&
    seal.number === data['number'] &&
    (ref.id === own || ref.id.startsWith(`${own}.`)) &&
    seal.hour === data['hour'] &&
    seal.expires_at === data['expires_at']
  );
}

/**
 * The content of a stored seal. Undefined if the seal is not correctly signed, or not in its place.
 */
export async function openSeal(
  keys: PublicKeys,
  document: StoredDocument,
): Promise<Seal | undefined> {
  const seal = await tryOpenStatement(keys, sealKind, document.data['jws']);
  return seal !== undefined && isInPlace(seal, document) ? seal : undefined;
}
