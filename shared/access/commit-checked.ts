import { isSameSettings } from '#shared/settings/settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { type ReadStore, type Store, WriteConflict } from '#shared/store/store.ts';
import { type Acting, renewCaller } from './renew-caller.ts';
import type { Right } from './scope.ts';

/** A tenant's settings changed between the check and the commit of an attempt; nothing was sent. */
export class SettingsChanged extends WriteConflict {}

/**
 * A context that was checked: credential, right and settings are at most 5 s old. It alone can commit, and checks
 * once more when it does: the attempt may have read, sealed or hashed for long.
 */
export type Checked<C> = C & {
  /** What it was checked for. */
  readonly right: Right;
  /** As the store's. @throws SettingsChanged when the attempt was made under other settings, and what the check throws */
  readonly commit: Store['commit'];
};

/** What commits are made with: who acts, and a store that does not commit by itself. */
export type Committing = Acting & RetryDeps & { readonly store: ReadStore };

/** What a verb works with, for somebody; whatever else comes with the caller is left out. */
export function actFor<D>(
  deps: D,
  { tenant, scopes, settings, actor, renewed }: Acting,
): D & Acting {
  return { ...deps, tenant, scopes, settings, actor, renewed };
}

async function check<C extends Committing>(ctx: C, right: Right): Promise<Checked<C>> {
  const now = await renewCaller(ctx);
  right(now);
  // Every context holds a whole store; its type hides what writes, so that nothing commits without a check.
  const store = now.store as Store;
  return {
    ...now,
    right,
    async commit(writes) {
      const { scopes, settings } = await renewCaller(now);
      right({ scopes, settings });
      if (!isSameSettings(settings, now.settings))
        throw new SettingsChanged('the settings have changed');
      return store.commit(writes);
    },
  };
}

/**
 * The one way to a commit of somebody's: `attempt` is handed a checked context, reads with it what it needs, gives
 * instants and expiries by its settings, and commits. When another writer was faster or the settings have changed, it
 * is checked and runs again, after a pause as `retryOnConflict` makes it.
 * @throws Problem when the credential has ended, the right is lost, or `contention`; what `attempt` throws
 */
export function retryChecked<C extends Committing, T>(
  ctx: C,
  right: Right,
  attempt: (now: Checked<C>, number: number) => Promise<T>,
): Promise<T> {
  return retryOnConflict(ctx, async (number) => attempt(await check(ctx, right), number));
}

/**
 * The commit of somebody who acts for no tenant, an operator say: before each one `find` finds out again that they may.
 * @throws what `find` throws
 */
export function commitAs(store: ReadStore, find: () => Promise<unknown>): Store['commit'] {
  return async (writes) => {
    await find();
    return (store as Store).commit(writes);
  };
}
