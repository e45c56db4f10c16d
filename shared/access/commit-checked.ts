import { isSameSettings } from '#shared/settings/settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { type ReadStore, type Store, WriteConflict } from '#shared/store/store.ts';
import { type Acting, renewCaller } from './renew-caller.ts';
import type { Right } from './scope.ts';

/**
 * A tenant's settings have changed since the check before an attempt. So the attempt's commit was
 * not sent.
 */
export class SettingsChanged extends WriteConflict {}

/**
 * A context whose credential, right and settings were checked with data that is at most 5 s old.
 * Only a checked context can commit. Its commit repeats the check, because reading, encrypting or
 * hashing may have taken a long time since the first check.
 */
export type Checked<C> = C & {
  /** The right that was checked. */
  readonly right: Right;
  /**
   * Checks again, and then commits as the store does.
   * @throws SettingsChanged if the settings have changed since the first check; the errors of the
   * check
   */
  readonly commit: Store['commit'];
};

/**
 * The dependencies of a verb that commits. The type of the store has no commit, so that the verb
 * must check its caller first.
 */
export type Committing = Acting & RetryDeps & { readonly store: ReadStore };

/** Adds a caller to the dependencies of a verb, so that the verb works for this caller. */
export function actFor<D>(
  deps: D,
  { tenant, scopes, settings, actor, renewed }: Acting,
): D & Acting {
  return { ...deps, tenant, scopes, settings, actor, renewed };
}

async function check<C extends Committing>(ctx: C, right: Right): Promise<Checked<C>> {
  const now = await renewCaller(ctx);
  right(now);
  // Every context contains a whole store. The type of the store hides the methods that write, so
  // that no code commits without a check.
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
 * Runs the attempts of a verb that commits for its caller. `attempt` gets a checked context, reads
 * the documents that it needs, and computes instants and expiries from the settings of the context.
 * If the commit fails because of another writer or changed settings, `retryChecked` checks again
 * and repeats `attempt`. `retryOnConflict` sets the pause between attempts.
 * @throws Problem if the credential has ended or the right is lost; Problem `contention`; the
 * errors of `attempt`
 */
export function retryChecked<C extends Committing, T>(
  ctx: C,
  right: Right,
  attempt: (now: Checked<C>, number: number) => Promise<T>,
): Promise<T> {
  return retryOnConflict(ctx, async (number) => attempt(await check(ctx, right), number));
}

/**
 * Creates a commit for work that does not run in `retryChecked`, such as an erasure or the work of
 * an operator. Before each commit, `find` runs. If the work needs a right, `find` checks this
 * right.
 * @throws the errors of `find`
 */
export function commitAs(store: ReadStore, find: () => Promise<unknown>): Store['commit'] {
  return async (writes) => {
    await find();
    return (store as Store).commit(writes);
  };
}
