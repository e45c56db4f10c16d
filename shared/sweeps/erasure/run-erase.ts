import type { Category } from '#shared/categories/define-category.ts';
import { noticeWrites } from '#shared/notices/notice.ts';
import { tenantFences } from '#shared/settings/collections.ts';
import { decodeDecisions, decodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import { settledMicros } from '#shared/settings/late-writes.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import type { ReceiptIssued } from '#shared/subjects/receipts/issue-receipt.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { tendPools } from '../pools/tend-pools.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runFound } from '../run-units.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { findIdle } from './find-idle.ts';
import { finishErasures } from './finish-erasures.ts';
import { forget } from './forget.ts';
import { giveNoticesReceipts, giveReceipts } from './give-receipts.ts';
import { liftEnded } from './lift-erasure.ts';
import { rememberDue } from './remember-due.ts';
import { type EndingRestrictions, reportEnding } from './report-ending.ts';
import { type OverdueRequests, reportOverdue } from './report-overdue.ts';
import { sweepTenant } from './sweep-tenant.ts';

export type EraseDeps = SweepDeps &
  RetryDeps & {
    readonly collections: readonly Collection[];
    readonly categories: readonly Category[];
    readonly purgeShards: number;
    readonly randomBytes: (count: number) => Uint8Array;
    /** The longest time, in days, for which a backup is kept. */
    readonly backupDays: number;
    /** Signs notes about shortened retentions of a manager log, and receipts of erasures. */
    readonly signer: Signer;
    /** Called for each tenant with overdue requests of persons. */
    readonly onOverdue: (overdue: OverdueRequests) => void;
    /**
     * Called for each tenant with restricted records that are kept for the person or as a proof and
     * expire soon.
     */
    readonly onEnding: (ending: EndingRestrictions) => void;
    /** Called with every receipt, to log it. Logs are stored outside of the database. */
    readonly onIssued: (issued: ReceiptIssued) => void;
  };

/** The result of a run. `failed` counts for example tenants, erasures, pools and receipts. */
export type EraseReport = SweepReport & {
  /**
   * The number of tenants with waiting decisions that this run found before its time was up. Some
   * of these decisions may not be due yet.
   */
  readonly tenants: number;
  readonly deleted: number;
  readonly shortened: number;
  /**
   * The number of erasures of categories, and of interrupted erasures of persons and conversations,
   * that this run has completed.
   */
  readonly finished: number;
  /** The number of overdue requests of persons, in all tenants together. */
  readonly overdue_requests: number;
  /**
   * The number of restricted records, in all tenants together, that are kept for the person or as a
   * proof, and expire within 14 days.
   */
  readonly ending_restrictions: number;
  /**
   * The number of receipts that this run has issued: missing receipts of erasures, and receipts
   * about notices to recipients.
   */
  readonly receipts: number;
  /** The number of closed pools whose last unused code this run has deleted. */
  readonly closed_pools: number;
  /**
   * The number of pools of codes whose stock this run has noted. The stock of a pool is noted once
   * a day.
   */
  readonly noted_pools: number;
};

/**
 * Finds the documents with waiting fences and shortened retentions of all tenants, the oldest
 * change first.
 */
const pendingFences: Query = {
  collection: tenantFences.id,
  tenant: allTenants,
  where: [{ field: 'pending', op: '==', value: true }],
  orderBy: [{ field: 'changed_at', direction: 'asc' }],
  limit: 50,
};

/**
 * Carries out tenants' decisions about existing data: deletes fenced documents, and sets earlier
 * expiries after a retention was shortened. When the records of a switched-off category are
 * deleted, recipients get a notice. The sweep carries out erasures of categories, deletes the
 * records of tenants whose erasure is due, continues interrupted erasures of persons and
 * conversations, and issues missing receipts. The sweep also continues the closing of pools of
 * codes, and notes the stock of open pools once a day. It reports overdue requests, and restricted
 * records that expire soon. A failing tenant does not delay the other tenants.
 */
export function runErase(deps: EraseDeps): Promise<EraseReport> {
  return runSweep(deps, async (run) => {
    const sums = { tenants: 0, deleted: 0, shortened: 0 };
    const dueBefore = run.startedAt - settledMicros;
    await runFound(run, pendingFences, async (waiting) => {
      const { ref, data } = waiting;
      const { tenant } = ref;
      sums.tenants += 1;
      // The profile is read after the fences. If a fence is due, the process that stored it has
      // already written the profile, or will never write the profile.
      const profile = await deps.store.get(profileRef(tenant));
      const settings = profile && decodeSettings(profile.data, data, run.startedAt);
      const inForce = settings ?? { fences: [], shortenings: [] };
      await forget(deps, tenant, findIdle(decodeDecisions(data), inForce, dueBefore));
      await liftEnded(deps, waiting, dueBefore);
      if (settings === undefined) return { complete: true };
      await rememberDue(deps, tenant, settings, dueBefore);
      const swept = await sweepTenant({ ...deps, ...run }, tenant, settings, dueBefore);
      sums.deleted += swept.deleted;
      sums.shortened += swept.shortened;
      const telling = { ...deps, tenant };
      await forget(deps, tenant, swept, ({ category, upTo }) => {
        const told = { event: 'erasure', category, records: [], upTo } as const;
        return noticeWrites(telling, settings.notices, told);
      });
      return swept;
    });
    const pools = await tendPools(deps, run);
    const { finished, deleted } = await finishErasures(deps, run, dueBefore);
    const issuing = { ...deps, commit: deps.store.commit };
    const own = await giveReceipts(issuing, run);
    const receipts = own + (await giveNoticesReceipts(issuing, run));
    const overdue = await reportOverdue(run, deps.onOverdue);
    const ending = await reportEnding(run, deps.categories, deps.onEnding);
    return {
      ...sums,
      deleted: sums.deleted + deleted,
      finished,
      receipts,
      overdue_requests: overdue,
      ending_restrictions: ending,
      ...pools,
    };
  });
}
