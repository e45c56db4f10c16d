import type { Caller } from '#shared/access/caller.ts';
import { requireProcessing } from '#shared/access/scope.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { isPending, readCounts } from '#shared/subjects/erasure.ts';
import { receipts } from '#shared/subjects/receipts/collections.ts';
import { readPurgeDays } from '#shared/sweeps/reports/read-reports.ts';
import type { Asked, ProcessingDeps } from '../process-deps.ts';
import { kindTexts, notes, scopeTexts } from './log-texts.ts';

/** How far back a log may reach, in days. */
export const logDays = ['31', '92', '366'] as const;

/** Erasures and receipts that one log tells of; the newest come first. */
const listedMax = 500;

type LogDeps = Pick<ProcessingDeps, 'store' | 'now' | 'collections'>;

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
    complete: !isPending(document),
    asked_at: instantOf(document, 'created_at'),
    completed_at: instantOf(document, 'completed_at'),
    deleted: collections.flatMap(({ id, title }) => {
      const count = counts.get(id);
      return count === undefined ? [] : [{ collection: id, title: title[language], count }];
    }),
  };
}

function describeReceipt(document: StoredDocument, language: Language) {
  const kind = document.data['kind'] as string;
  return {
    number: document.data['number'] as number,
    kind,
    kind_text: kindTexts[kind]?.[language] ?? kind,
    about: document.data['about'] as string,
    issued_at: instantOf(document, 'created_at'),
  };
}

/**
 * What was deleted of a tenant in the last days, in counts: erasures, the receipts that prove them,
 * and on which days the purge ran. Counts of the purge are those of all tenants together and are
 * not told. Two queries and one read of a report a day; at most 500 erasures and receipts, the
 * newest of them.
 * @throws Problem `scope-missing`
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
  return {
    kind: 'deletion-log' as const,
    language,
    as_of: formatInstant(now),
    tenant,
    since: formatInstant(since),
    erasures: erased
      .slice(0, listedMax)
      .map((each) => describeErasure(each, deps.collections, language)),
    receipts: proved.slice(0, listedMax).map((each) => describeReceipt(each, language)),
    /** Whether older erasures or receipts of these days are left out. */
    more: erased.length > listedMax || proved.length > listedMax,
    runs,
    notes: notes.map((texts) => texts[language]),
  };
}

export type DeletionLog = Awaited<ReturnType<typeof describeLog>>;
