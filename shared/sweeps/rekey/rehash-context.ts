import type { Context, RecordDeps } from '#shared/records/context.ts';
import { createSettingsReader, type SettingsReader } from '#shared/settings/read-settings.ts';
import type { Store } from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * The context in which the sweep works on a tenant's records. No request has started this work, so
 * the context names the sweep as its caller, and commits are not checked for rights.
 */
export type RehashContext = Context & { readonly store: Store };

/**
 * The context for a tenant with its present settings. Undefined if there is no such tenant.
 * @param read a reader of settings. Calls that share one reader need fewer reads of the database
 */
export async function contextFor(
  { store }: Pick<SweepRun, 'store'>,
  records: RecordDeps,
  tenant: string,
  read: SettingsReader = createSettingsReader({ store, now: records.now }),
): Promise<RehashContext | undefined> {
  const settings = await read(tenant);
  if (settings === undefined) return undefined;
  const actor = { kind: 'api_key', id: 'rekey' } as const;
  const caller = { tenant, settings, actor, scopes: new Set<string>() };
  return { ...records, store, ...caller, renewed: async (known) => known };
}
