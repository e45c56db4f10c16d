import type { ListedLink, ListedSeal } from '#shared/manager-log/read-proofs.ts';
import {
  checkCoverage,
  type EntryFault,
  type ShownEntry,
} from '#shared/manager-log/verification/check-coverage.ts';
import { openSeals, type SealFault } from '#shared/manager-log/verification/open-seals.ts';
import type { PublishedKey } from '#shared/vault/open-published-jws.ts';

type PageOf<T> = { readonly items: readonly T[]; readonly next_cursor: string | null };
type Asked = { readonly limit: number; readonly cursor?: string };

/**
 * Functions that read what the check needs: the keys, the seals, and the data that the hashes of
 * entries cover ("links").
 */
export type Proofs = {
  readonly keys: () => Promise<readonly PublishedKey[]>;
  readonly seals: (asked: Asked) => Promise<PageOf<ListedSeal>>;
  readonly links: (
    asked: Asked & { readonly created_after: string; readonly created_before: string },
  ) => Promise<PageOf<ListedLink>>;
};

/** The result of the check of the seals and of the shown entries. */
export type SealReport = {
  readonly seals: number;
  /** The number of shown entries that a seal covers. */
  readonly covered: number;
  /** The number of shown entries in hours that are not sealed yet. */
  readonly waiting: number;
  /** The number of sealed entries that are missing in the hours of the shown entries. */
  readonly gone: number;
  readonly faults: readonly (SealFault | EntryFault | UnsealedFault)[];
};

type UnsealedFault = { readonly fault: 'hour-not-sealed'; readonly hour: string };

const pageSize = 200;
const hourMs = 3_600_000;
const expiringMs = 600_000;
/** The longest time from an hour's end to its seal. After this time, a missing seal is a fault. */
const unsealedMaxMs = 3 * hourMs;

async function readAll<T>(read: (asked: Asked) => Promise<PageOf<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: PageOf<T> = await read({ limit: pageSize, ...(cursor !== null && { cursor }) });
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

const hourOf = ({ created_at }: ShownEntry) => created_at.slice(0, 13);

/**
 * Checks every seal of a tenant, and whether seals cover the shown entries.
 * @param now in milliseconds
 * @param tell receives the progress, from 0 to 1
 */
export async function verifyShown(
  proofs: Proofs,
  { tenant, now }: { readonly tenant: string; readonly now: number },
  shown: readonly ShownEntry[],
  tell: (share: number) => void,
): Promise<SealReport> {
  const [keys, listed] = await Promise.all([proofs.keys(), readAll(proofs.seals)]);
  const goneBy = (now + expiringMs) * 1_000;
  const { byHour, faults: ofSeals } = await openSeals(keys, tenant, listed, goneBy);
  const faults: SealReport['faults'][number][] = [...ofSeals];
  let [covered, waiting, gone] = [0, 0, 0];
  // Entries that expire soon are not checked, and seals that expire soon may be missing. If they
  // expired during the check, it would look as if somebody had removed them.
  const lasting = shown.filter(({ expires_at }) => Date.parse(expires_at) > now + expiringMs);
  const hours = Map.groupBy(lasting, hourOf);
  let done = 0;
  for (const [hour, entries] of hours) {
    done += 1;
    tell(done / (hours.size + 1));
    const seal = byHour.get(hour);
    const start = Date.parse(`${hour}:00:00Z`);
    if (seal === undefined) {
      const isLate = start + hourMs + unsealedMaxMs <= now;
      if (isLate) faults.push({ fault: 'hour-not-sealed', hour });
      else waiting += entries.length;
      continue;
    }
    const period = {
      created_after: new Date(start).toISOString(),
      created_before: new Date(start + hourMs).toISOString(),
    };
    const links = await readAll((asked) => proofs.links({ ...asked, ...period }));
    const found = await checkCoverage(seal, links, entries);
    faults.push(...found.faults);
    covered += entries.length - found.faults.length;
    gone += found.gone;
  }
  return { seals: listed.length, covered, waiting, gone, faults };
}
