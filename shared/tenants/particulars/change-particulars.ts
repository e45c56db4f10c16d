import { actFor, retryChecked } from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { LegalBasis } from '#shared/categories/legal-basis.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { createOrReplace } from '#shared/store/store.ts';
import { administrates } from '../change-profile.ts';
import { recipientsWithEndpoints } from '../notices/read-endpoints.ts';
import type { Particulars } from './particulars.ts';
import { type ParticularsChange, particularsChangeSchema } from './particulars-schema.ts';
import {
  particularsRef,
  particularsTag,
  readParticulars,
  sealParticulars,
} from './seal-particulars.ts';

type ChangeDeps = Pick<
  RecordDeps,
  'store' | 'now' | 'random' | 'randomBytes' | 'sleep' | 'keyring'
> & {
  readonly categories: readonly Category[];
};

/**
 * The value after a change. A missing value changes nothing, null removes the value, and any other
 * value replaces it.
 */
function replaced<T>(before: T | undefined, change: T | null | undefined): T | undefined {
  return change === undefined ? before : (change ?? undefined);
}

function withBases(
  before: Particulars['legalBases'],
  changes: { readonly [category: string]: LegalBasis | null | undefined },
): Particulars['legalBases'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(changes)])];
  const bases = names.flatMap((id): [string, LegalBasis][] => {
    const basis = replaced(before[id], changes[id]);
    return basis === undefined ? [] : [[id, basis]];
  });
  return Object.fromEntries(bases);
}

function changed(before: Particulars, change: ParticularsChange): Particulars {
  return {
    controller: replaced(before.controller, change.controller),
    representative: replaced(before.representative, change.representative),
    dpo: replaced(before.dpo, change.dpo),
    authority: replaced(before.authority, change.authority),
    recipients: change.recipients ?? before.recipients,
    transfers: change.transfers ?? before.transfers,
    legalBases: withBases(before.legalBases, change.legal_bases ?? {}),
  };
}

/**
 * Refuses a change that removes a recipient with an endpoint for notices, or a category about which
 * this endpoint gets notices. A commit that adds or changes an endpoint also writes the
 * particulars. So if an endpoint and the particulars are changed at the same time, one of the two
 * commits fails.
 */
async function keepRecipients(
  now: ChangeDeps & { readonly tenant: string },
  { recipients }: Particulars,
): Promise<void> {
  const named = await recipientsWithEndpoints(now, now.tenant);
  const isKept = named.every(({ recipient, categories }) => {
    const found = recipients.find(({ name }) => name === recipient);
    const received = found?.categories;
    if (found === undefined) return false;
    return received === undefined || categories?.every((each) => received.includes(each)) === true;
  });
  if (isKept) return;
  const rule = 'every recipient with an endpoint for notices, and the categories of that endpoint';
  throw new Problem('validation-failed', { errors: [{ pointer: '/recipients', rule }] });
}

/**
 * Changes what a tenant states about itself as the controller. A missing field does not change.
 * Null removes a field, and an empty list removes all entries of a list. Two simultaneous changes
 * are both stored: the second one starts from the result of the first. `ifMatch` is a list of tags.
 * If the stored particulars have none of these tags, the change is refused.
 * @returns the new particulars with their tag
 * @throws Problem `scope-missing`, `validation-failed`, `precondition-failed`, `contention`;
 * DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function changeParticulars(
  deps: ChangeDeps,
  caller: Acting,
  body: unknown,
  ifMatch: readonly string[] = ['*'],
): Promise<{ readonly particulars: Particulars; readonly tag: string }> {
  administrates(caller);
  const change = parse(particularsChangeSchema(deps.categories), body);
  // The tags that earlier attempts of this request may have stored. A commit may be stored although
  // its answer is lost.
  const own = new Set<string>();
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { tenant } = now;
    const { found, particulars } = await readParticulars(now, tenant);
    const tag = particularsTag(found?.data);
    if (![tag, '*'].some((each) => ifMatch.includes(each)) && !own.has(tag))
      throw new Problem('precondition-failed');
    const after = changed(particulars, change);
    if (change.recipients !== undefined) await keepRecipients(now, after);
    const data = { ...(await sealParticulars(now, tenant, after)), changed_at: now.now() };
    own.add(particularsTag(data));
    await now.commit([createOrReplace(particularsRef(tenant), data, found)]);
    return { particulars: after, tag: particularsTag(data) };
  });
}
