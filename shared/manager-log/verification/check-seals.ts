import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { LogDay } from '../log-day.ts';

import { sealId } from '../seal-id.ts';
import type { SealPayload } from '../seal-payload.ts';
import { hashSeal, openSeal } from '../sign-seal.ts';
import type { LogProblem } from './log-problem.ts';

export type CheckedSeals = {
  /** What the valid ones say, in the order of their numbers. */
  readonly seals: readonly SealPayload[];
  readonly latest: { readonly number: number; readonly day: LogDay; readonly hash: string } | null;
  readonly problems: readonly LogProblem[];
};

/** gRPC status, https://grpc.io/docs/guides/status-codes/ */
const permissionDenied = 7;

/** What a seal says; undefined when it is none of ours. The key service's own failures say nothing of a seal. */
async function tryOpen(keys: PublicKeys, jws: unknown): Promise<SealPayload | undefined> {
  try {
    return await openSeal(keys, String(jws));
  } catch (error) {
    if (error instanceof KeyServiceUnavailable) throw error;
    // No grant at all is one thing, a seal that names a version which never was another.
    if (error instanceof KeyDenied && error.cause === permissionDenied) throw error;
    return undefined;
  }
}

function isInPlace(seal: SealPayload, { ref, data }: StoredDocument): boolean {
  return (
    seal.tenant === ref.tenant &&
    seal.number === data['number'] &&
    sealId(seal.number) === ref.id &&
    seal.day === data['day'] &&
    seal.expires_at === data['expires_at']
  );
}

type Before = {
  readonly hash: string;
  readonly expiresAt: Instant;
  readonly number: number;
  readonly day: LogDay;
};

/** Seals expire in the order of their numbers, so one that is missing and has expired hides none that has not. */
function isRightAfter(seal: SealPayload, before: Before | undefined, now: Instant): boolean {
  const { previous, number } = seal;
  if (previous === null) return number === 1;
  if (before?.number === number - 1)
    return previous.hash === before.hash && previous.expires_at === before.expiresAt;
  return previous.expires_at <= now;
}

/** Checks every seal of a tenant: signature, place, and the seal before. */
export async function checkSeals(
  keys: PublicKeys,
  tenant: string,
  documents: readonly StoredDocument[],
  now: Instant,
): Promise<CheckedSeals> {
  const seals: SealPayload[] = [];
  const problems: LogProblem[] = [];
  const days = new Set<string>();
  let before: Before | undefined;
  for (const document of documents) {
    const { data } = document;
    const tell = (code: LogProblem['code']) =>
      problems.push({
        code,
        tenant,
        day: String(data['day']),
        place: `seal ${String(data['number'])}`,
      });
    const seal = await tryOpen(keys, data['jws']);
    if (seal === undefined) tell('seal-forged');
    else if (!isInPlace(seal, document)) tell('seal-misplaced');
    else if (!isRightAfter(seal, before, now)) tell('seal-missing');
    if (seal === undefined || seal.tenant !== tenant) continue;
    if (days.has(seal.day)) tell('seal-repeated');
    days.add(seal.day);
    before = {
      hash: hashSeal(String(data['jws'])),
      expiresAt: seal.expires_at,
      number: seal.number,
      day: seal.day,
    };
    seals.push(seal);
  }
  const latest = before ? { number: before.number, day: before.day, hash: before.hash } : null;
  return { seals, latest, problems };
}
