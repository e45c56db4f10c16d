import type { Instant } from '#shared/base/time/instant.ts';
import {
  openPublishedJws,
  type PublishedKey,
  sha256Hex,
} from '#shared/vault/open-published-jws.ts';
import type { ListedSeal } from '../read-proofs.ts';
import type { Seal } from '../seal.ts';
import { sealFormat, sealType } from '../seal-format.ts';
import { isRightAfter, type SealBefore } from './seal-order.ts';

/** A fault of a seal. The file `log-problem.ts` contains all faults of a log with their texts. */
export type SealFault = {
  readonly fault: 'seal-forged' | 'seal-misplaced' | 'seal-missing' | 'seal-repeated';
  readonly number: number;
};

/** The genuine seals, by their hours, and the faults of all seals. */
export type OpenedSeals = {
  readonly byHour: ReadonlyMap<string, Seal>;
  readonly faults: readonly SealFault[];
};

async function openListed(
  keys: readonly PublishedKey[],
  { jws }: ListedSeal,
): Promise<Seal | undefined> {
  const opened = await openPublishedJws(keys, sealType, jws);
  if ('defect' in opened || opened.content?.['format'] !== sealFormat) return undefined;
  return opened.content as unknown as Seal;
}

/**
 * Checks every seal of a tenant with the published keys: its signature, whether it is listed in its
 * own place, whether the previous seal exists, and whether another seal is for the same hour. This
 * function runs in Node and in browsers, and calls no server.
 * @param listed all seals, in any order
 */
export async function openSeals(
  keys: readonly PublishedKey[],
  tenant: string,
  listed: readonly ListedSeal[],
  now: Instant,
): Promise<OpenedSeals> {
  const byHour = new Map<string, Seal>();
  const faults: SealFault[] = [];
  let before: SealBefore | undefined;
  for (const each of listed.toSorted((one, other) => one.number - other.number)) {
    const tell = (fault: SealFault['fault']) => faults.push({ fault, number: each.number });
    const seal = await openListed(keys, each);
    const isInPlace = seal?.tenant === tenant && seal.number === each.number;
    if (seal === undefined) tell('seal-forged');
    else if (!isInPlace || seal.hour !== each.hour) tell('seal-misplaced');
    else if (!isRightAfter(seal, before, now)) tell('seal-missing');
    if (seal === undefined || seal.tenant !== tenant) continue;
    if (byHour.has(seal.hour)) tell('seal-repeated');
    else byHour.set(seal.hour, seal);
    const { number, hour, expires_at: expiresAt } = seal;
    before = { hash: await sha256Hex(each.jws), expiresAt, number, hour };
  }
  return { byHour, faults };
}
