import type { Instant } from '#shared/base/time/instant.ts';
import { shortenedExpiry } from '#shared/settings/retention.ts';
import { allOf } from '#shared/store/all-of.ts';
import type { Store } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { managerLogCuts } from '../collections.ts';
import { openCut } from '../cut.ts';
import type { LogProblem } from './log-problem.ts';

/**
 * A shortened retention. Entries that were created up to the instant `upTo` expire `days` days
 * after their creation, but not before that instant.
 */
export type Cut = { readonly upTo: Instant; readonly days: number };

/** The instant at which an entry was created, and its original expiry. */
export type Span = { readonly createdAt: Instant; readonly dueAt: Instant };

/** The rules that decide which entries of a tenant may have expired. */
export type Lifetimes = {
  readonly cuts: readonly Cut[];
  /** True if an entry may have expired by now. */
  readonly mayBeGone: (span: Span) => boolean;
  /** True if an entry may have this expiry. */
  readonly mayExpireAt: (span: Span, expiresAt: Instant) => boolean;
};

/**
 * Reads a tenant's notes about shortened retentions of its log. A note without a valid signature
 * has no effect and is reported.
 */
export async function readLifetimes(
  { store, keys, now }: { readonly store: Store; readonly keys: PublicKeys; readonly now: Instant },
  tenant: string,
): Promise<Lifetimes & { readonly problems: readonly LogProblem[] }> {
  const problems: LogProblem[] = [];
  const orderBy = [{ field: 'days', direction: 'asc' }] as const;
  const cuts: Cut[] = [];
  const query = { collection: managerLogCuts.id, tenant, where: [], orderBy };
  for await (const document of allOf(store, query)) {
    const cut = await openCut(keys, document);
    if (cut !== undefined) cuts.push({ upTo: cut.up_to, days: cut.days });
    else problems.push({ code: 'cut-forged', tenant, hour: null, place: `cut ${document.ref.id}` });
  }
  const expiriesOf = (span: Span) => [
    span.dueAt,
    ...cuts
      .filter(({ upTo }) => span.createdAt <= upTo)
      .map((cut) => shortenedExpiry(span.createdAt, cut)),
  ];
  return {
    cuts,
    problems,
    mayBeGone: (span) => expiriesOf(span).some((expiry) => expiry <= now),
    mayExpireAt: (span, expiresAt) => expiriesOf(span).includes(expiresAt),
  };
}
