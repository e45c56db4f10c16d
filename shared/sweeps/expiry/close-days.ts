import { formatInstant } from '#shared/base/time/instant.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import { inShards, type Shards } from '#shared/store/shards.ts';
import {
  allTenants,
  platformTenant,
  type Query,
  type StoredDocument,
} from '#shared/store/store.ts';
import { expiryDays } from '#shared/subjects/receipts/collections.ts';
import { issueReceipt, type ReceiptIssued } from '#shared/subjects/receipts/issue-receipt.ts';
import { limitsOfExpiry } from '#shared/subjects/receipts/limits.ts';
import { aboutExpiry, type ReceiptContent } from '#shared/subjects/receipts/receipt.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { runFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { countDue, type ExpiryDeps } from './begin-day.ts';
import { type DayPlan, endOfDay, expiryOfClosedBy, isClosedBy, openPlan } from './day-plan.ts';
import { findGroups } from './find-groups.ts';

const keysAtOnce = 300;

export type CloseDeps = ExpiryDeps &
  RetryDeps & { readonly onIssued: (issued: ReceiptIssued) => void };

/**
 * Finds the plans of days that ended at least an hour ago, in some shards and for all tenants. The
 * oldest plans come first.
 */
function plansToClose(run: SweepRun, shards: Shards): Query {
  return {
    collection: expiryDays.id,
    tenant: allTenants,
    where: [
      inShards(shards),
      { field: 'expires_at', op: '<=', value: expiryOfClosedBy(run.startedAt) },
    ],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: 100,
  };
}

/**
 * States for each category how many records were due on the day. It also counts the records that
 * still exist although they expired by the end of the day. A category is not in the result if both
 * numbers are 0.
 */
async function tellCategories({ store, categories }: ExpiryDeps, { tenant, day, due }: DayPlan) {
  const told = categories.map(async (category) => {
    const overdue = await countDue(store, { tenant, category }, 0, endOfDay(day));
    const counted = due.find((each) => each.category === category.id)?.count ?? 0;
    return { category: category.id, due: counted, overdue };
  });
  return (await Promise.all(told)).filter(({ due: counted, overdue }) => counted + overdue > 0);
}

async function tellKeys({ store }: ExpiryDeps, { tenant, keys }: DayPlan) {
  const told: { category: string; key: string; destroyed: boolean }[] = [];
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const some = keys.slice(from, from + keysAtOnce);
    const refs = some.map(({ key }) => ({ tenant, collection: dataKeys.id, id: key }));
    const found = await store.getAll(refs);
    told.push(...some.map((each, at) => ({ ...each, destroyed: found[at] === undefined })));
  }
  return told;
}

/**
 * Issues the receipt of a day, and then deletes the plan of the day. A forged plan gets no receipt.
 * It is not deleted here, but at its expiry.
 */
async function closeDay(deps: CloseDeps, run: SweepRun, document: StoredDocument) {
  const plan = await openPlan(deps.signer.publicKeys, document);
  if (plan === undefined || !isClosedBy(plan.day, run.startedAt)) return 0;
  const { tenant, day } = plan;
  if (tenant !== platformTenant) {
    const [categories, keys] = await Promise.all([
      tellCategories(deps, plan),
      tellKeys(deps, plan),
    ]);
    const looked_at = formatInstant(deps.now());
    const content = {
      kind: 'expiry' as const,
      does_not_prove: [...limitsOfExpiry],
      day,
      counted_at: plan.counted_at,
      looked_at,
      categories,
      keys,
    } satisfies ReceiptContent;
    const issuing = { ...deps, commit: deps.store.commit };
    await issueReceipt(issuing, tenant, { about: aboutExpiry(day), content });
  }
  await deps.store.commit([{ kind: 'delete', ref: document.ref }]);
  return tenant === platformTenant ? 0 : 1;
}

/**
 * Issues a receipt for each tenant and each day that ended at least an hour ago. The receipt states
 * what was due when the day began, what still exists, and which keys are destroyed. A plan is
 * deleted only after its receipt is issued. So if the process is killed before the receipt is
 * issued, the next run still finds the plan.
 * @returns how many receipts it issued
 */
export async function closeDays(deps: CloseDeps, run: SweepRun): Promise<number> {
  let closed = 0;
  for (const shards of (await findGroups(run, expiryDays.id, deps.purgeShards)) ?? []) {
    const days = await runFound(run, plansToClose(run, shards), async (document) => ({
      complete: true,
      closed: await closeDay(deps, run, document),
    }));
    closed += days.reduce((sum, each) => sum + each.closed, 0);
  }
  return closed;
}
