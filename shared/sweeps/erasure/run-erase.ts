import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { tenantControls } from '#shared/settings/collections.ts';
import { decodeSettings, encodeSettings } from '#shared/settings/encode-settings.ts';
import type { Fence, Shortening } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { allTenants, placeOf, type Query, type StoredDocument } from '#shared/store/store.ts';
import { type EraseDeps, sweepTenant, type TenantSwept } from './sweep-tenant.ts';

const pageSize = 50;

/** Longer than a request may take: what was on its way when a change took effect has been written by then. */
const settlingMicros = 60 * microsPerSecond;

export type RunEraseDeps = Pick<RecordDeps, 'store' | 'now' | 'random' | 'sleep'> &
  Omit<EraseDeps, 'isTimeUp'> & {
    /** Milliseconds, for the budget. */
    readonly monotonic: () => number;
    /** Seconds after which no new page is begun. */
    readonly budgetSeconds: number;
    readonly onFailure: (error: unknown) => void;
  };

/** What a run did: the answer of the task and its log line. Counts only. */
export type EraseReport = {
  /** Whether nothing that was due is left. */
  readonly complete: boolean;
  /** Tenants at which the run met an error; the next one goes on with them. */
  readonly failed: number;
  readonly tenants: number;
  readonly deleted: number;
  readonly shortened: number;
  readonly duration_ms: number;
};

const isSameFence = (a: Fence) => (b: Fence) => a.category === b.category && a.upTo === b.upTo;
const isSameShortening = (a: Shortening) => (b: Shortening) =>
  isSameFence(a)(b) && a.days === b.days;

/** Takes out of a tenant's control document what has been carried out; what came in meanwhile stays. */
async function settle(
  deps: RunEraseDeps,
  control: StoredDocument,
  { fences, shortenings }: TenantSwept,
): Promise<void> {
  if (fences.length + shortenings.length === 0) return;
  await retryOnConflict(deps, async () => {
    const current = await deps.store.get(control.ref);
    if (current === undefined) return;
    const settings = decodeSettings(current.data);
    const left = {
      ...settings,
      fences: settings.fences.filter((each) => !fences.some(isSameFence(each))),
      shortenings: settings.shortenings.filter((each) => !shortenings.some(isSameShortening(each))),
    };
    const pending = left.fences.length > 0 || left.shortenings.length > 0;
    const data = { ...current.data, ...encodeSettings(left), pending };
    await deps.store.commit([
      { kind: 'replace', ref: current.ref, data, version: current.version },
    ]);
  });
}

/**
 * Carries out what tenants have decided about data that is there: deletes what is fenced, and brings the expiry
 * of what a shorter retention reaches nearer. Bounded in time, idempotent, safe to be killed and to run twice
 * at once; a tenant that fails does not keep others waiting.
 */
export async function runErase(deps: RunEraseDeps): Promise<EraseReport> {
  const started = deps.monotonic();
  const isTimeUp = () => deps.monotonic() - started >= deps.budgetSeconds * 1_000;
  const dueBefore = deps.now() - settlingMicros;
  const total = { complete: true, failed: 0, tenants: 0, deleted: 0, shortened: 0 };
  let startAfter: readonly unknown[] | undefined;
  do {
    const query: Query = {
      collection: tenantControls.id,
      tenant: allTenants,
      where: [{ field: 'pending', op: '==', value: true }],
      orderBy: [{ field: 'changed_at', direction: 'asc' }],
      limit: pageSize,
      ...(startAfter && { startAfter }),
    };
    const page = await deps.store.query(query);
    for (const control of page) {
      const { tenant } = control.ref;
      total.tenants += 1;
      try {
        const settings = decodeSettings(control.data);
        const swept = await sweepTenant({ ...deps, isTimeUp }, tenant, settings, dueBefore);
        total.deleted += swept.deleted;
        total.shortened += swept.shortened;
        total.complete &&= swept.complete;
        await settle(deps, control, swept);
      } catch (error) {
        total.failed += 1;
        total.complete = false;
        deps.onFailure(error);
      }
    }
    const last = page.at(-1);
    startAfter = last !== undefined && page.length === pageSize ? placeOf(last, query) : undefined;
  } while (startAfter !== undefined && !isTimeUp());
  total.complete &&= startAfter === undefined;
  return { ...total, duration_ms: Math.round(deps.monotonic() - started) };
}
