import type { Caller } from '#shared/access/caller.ts';
import { requireProcessing } from '#shared/access/scope.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { isComplete, readCounts } from '#shared/subjects/erasure.ts';
import { receipts } from '#shared/subjects/receipts/collections.ts';
import { openReceipt, type Receipt } from '#shared/subjects/receipts/receipt.ts';
import { readPurgeDays } from '#shared/sweeps/reports/read-reports.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { Asked, ProcessingDeps } from '../process-deps.ts';
import { kindTexts, notes, scopeTexts } from './log-texts.ts';

/** The periods that a log may cover, in days. */
export const logDays = ['31', '92', '366'] as const;

/**
 * The maximum number of erasures that a log lists, and also of receipts. The log lists the newest
 * of them.
 */
const listedMax = 500;

type LogDeps = Pick<ProcessingDeps, 'store' | 'now' | 'collections'> & {
  /** The keys that verify receipts. The log omits forged receipts: those that no key verifies. */
  readonly publicKeys: PublicKeys;
};

async function findSince(
  { store, now }: LogDeps,
  tenant: string,
  collection: Collection,
  since: Instant,
): Promise<StoredDocument[]> {
  return store.query({
    collection: collection.id,
    tenant,
    where: [
      { field: 'created_at', op: '>=', value: since },
      { field: 'expires_at', op: '>', value: now() },
    ],
    orderBy: newestFirst,
    limit: listedMax + 1,
  });
}

const instantOf = ({ data }: StoredDocument, field: string) => {
  const at = data[field] as Instant | undefined;
  return at === undefined ? null : formatInstant(at);
};

function describeErasure(
  document: StoredDocument,
  collections: readonly Collection[],
  language: Language,
) {
  const counts = readCounts(document);
  const scope = document.data['scope'] as string;
  return {
    id: document.ref.id,
    scope,
    scope_text: scopeTexts[scope]?.[language] ?? scope,
    complete: isComplete(document),
    asked_at: instantOf(document, 'created_at'),
    completed_at: instantOf(document, 'completed_at'),
    cancelled_at: instantOf(document, 'cancelled_at'),
    deleted: collections.flatMap(({ id, title }) => {
      const count = counts.get(id);
      return count === undefined ? [] : [{ collection: id, title: title[language], count }];
    }),
  };
}

/**
 * Returns the content of a receipt of kind `expiry`, which is about one day. For a receipt of
 * another kind, the result is null. The content states how many records were due on the day. It also
 * states how many expired records still existed when the receipt was made, at least an hour after
 * the day's end, and how many of the due keys were destroyed.
 */
function describeExpiry(
  receipt: Receipt,
  collections: readonly Collection[],
  language: Language,
): ExpiryTold | null {
  if (receipt.kind !== 'expiry') return null;
  const titleOf = (id: string) =>
    collections.find((collection) => collection.id === id)?.title[language] ?? id;
  const { day, categories, keys } = receipt;
  return {
    day,
    due: categories.map(({ category, due, overdue }) => {
      return { category, title: titleOf(category), due, overdue };
    }),
    keys_due: keys.length,
    keys_destroyed: keys.filter(({ destroyed }) => destroyed).length,
  };
}

type ExpiryTold = {
  readonly day: string;
  readonly due: readonly {
    readonly category: string;
    readonly title: string;
    readonly due: number;
    readonly overdue: number;
  }[];
  readonly keys_due: number;
  readonly keys_destroyed: number;
};

/**
 * Describes a receipt for the log. The result is undefined if none of Mayfly's keys has signed the
 * receipt.
 */
async function describeReceipt(
  { publicKeys, collections }: LogDeps,
  document: StoredDocument,
  language: Language,
) {
  const receipt = await openReceipt(publicKeys, document);
  if (receipt === undefined) return undefined;
  const { kind, number } = receipt;
  return {
    number,
    kind,
    kind_text: kindTexts[kind][language],
    about: document.data['about'] as string,
    issued_at: receipt.issued_at,
    expiry: describeExpiry(receipt, collections, language),
  };
}

/**
 * Describes the deletion log of a tenant for the last days. It contains erasures with their counts,
 * receipts, and the days on which the purge ran. The counts of the purge are for all tenants
 * together, so the log omits them. A log costs two queries, and the read of one report for each
 * day. It contains at most the newest 500 erasures and the newest 500 receipts. The function checks
 * the signature of each receipt. A process fetches the keys for this check once.
 * @throws Problem `scope-missing`; KeyServiceUnavailable, KeyDenied
 */
export async function describeLog(
  deps: LogDeps,
  caller: Pick<Caller, 'tenant' | 'scopes'>,
  { language, days }: Asked & { readonly days: number },
) {
  requireProcessing(caller.scopes);
  const { tenant } = caller;
  const now = deps.now();
  const today = Math.floor(now / microsPerDay) * microsPerDay;
  const since = today - (days - 1) * microsPerDay;
  const [erased, proved, runs] = await Promise.all([
    findSince(deps, tenant, erasures, since),
    findSince(deps, tenant, receipts, since),
    readPurgeDays(deps.store, since, days),
  ]);
  const described = await Promise.all(
    proved.slice(0, listedMax).map((each) => describeReceipt(deps, each, language)),
  );
  return {
    kind: 'deletion-log' as const,
    language,
    as_of: formatInstant(now),
    tenant,
    since: formatInstant(since),
    erasures: erased
      .slice(0, listedMax)
      .map((each) => describeErasure(each, deps.collections, language)),
    receipts: described.filter((each) => each !== undefined),
    /** True if the log omits older erasures or receipts of these days. */
    more: erased.length > listedMax || proved.length > listedMax,
    runs,
    notes: notes.map((texts) => texts[language]),
  };
}

export type DeletionLog = Awaited<ReturnType<typeof describeLog>>;
