import * as z from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{32}$/);
const whole = z.int().nonnegative();
const entry = z.strictObject({ seq: whole, hash });

/** What one process wrote on a day. */
const writer = z.strictObject({
  writer: id,
  count: whole,
  first: entry,
  /** The last entry, and every other that no entry of the day follows; what they follow is found through them. */
  tips: z.array(z.strictObject({ seq: whole, hash, created_at: whole, due_at: whole })).min(1),
});

/** What a seal says: instants are microseconds since the epoch, hashes SHA-256 in hex. Nothing personal. */
export const sealPayload = z.strictObject({
  format: z.literal('mayfly-log-seal-1'),
  tenant: z.string(),
  /** From 1 on, without a gap. */
  number: z.int().positive(),
  day: z.iso.date(),
  sealed_at: whole,
  expires_at: whole,
  /** The seal before: hash of its JWS, and when it expires; null for the first. */
  previous: z.strictObject({ hash, expires_at: whole }).nullable(),
  entries: whole,
  writers: z.array(writer),
});

export type SealPayload = z.infer<typeof sealPayload>;
export type SealedWriter = z.infer<typeof writer>;
