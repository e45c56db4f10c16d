import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { endOfHour, type LogHour } from '../log-hour.ts';
import { hashSeal, isInPlace, type Seal, sealKind } from '../seal.ts';
import { tryOpenStatement } from '../sign-statement.ts';
import type { LogProblem } from './log-problem.ts';
import { isRightAfter, type SealBefore } from './seal-order.ts';

export type CheckedSeal = {
  readonly seal: Seal;
  /**
   * The instant at which the database stored the seal, by the database's own clock. Only set if the
   * seal was made before its hour ended, because the clock of the sealing process was ahead.
   */
  readonly early: Instant | undefined;
};

export type CheckedSeals = {
  /** The contents of the correctly signed seals, in the order of their numbers. */
  readonly seals: readonly CheckedSeal[];
  readonly latest: {
    readonly number: number;
    readonly hour: LogHour;
    readonly hash: string;
  } | null;
  readonly problems: readonly LogProblem[];
};

function earlyOf({ hour }: Seal, { times }: StoredDocument): Instant | undefined {
  return times !== undefined && times.created < endOfHour(hour) ? times.created : undefined;
}

/**
 * Checks every seal of a tenant: its signature, whether it is stored in its own place, whether the
 * previous seal exists, and whether another seal is for the same hour.
 */
export async function checkSeals(
  keys: PublicKeys,
  tenant: string,
  documents: readonly StoredDocument[],
  now: Instant,
): Promise<CheckedSeals> {
  const seals: CheckedSeal[] = [];
  const problems: LogProblem[] = [];
  const hours = new Set<string>();
  let before: SealBefore | undefined;
  for (const document of documents) {
    const { data } = document;
    const tell = (code: LogProblem['code']) =>
      problems.push({
        code,
        tenant,
        hour: String(data['hour']),
        place: `seal ${String(data['number'])}`,
      });
    const seal = await tryOpenStatement(keys, sealKind, data['jws']);
    if (seal === undefined) tell('seal-forged');
    else if (!isInPlace(seal, document)) tell('seal-misplaced');
    else if (!isRightAfter(seal, before, now)) tell('seal-missing');
    if (seal === undefined || seal.tenant !== tenant) continue;
    if (hours.has(seal.hour)) tell('seal-repeated');
    hours.add(seal.hour);
    before = {
      hash: hashSeal(String(data['jws'])),
      expiresAt: seal.expires_at,
      number: seal.number,
      hour: seal.hour,
    };
    seals.push({ seal, early: earlyOf(seal, document) });
  }
  const latest = before ? { number: before.number, hour: before.hour, hash: before.hash } : null;
  return { seals, latest, problems };
}
