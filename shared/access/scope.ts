import { Problem } from '#shared/base/problems/problem.ts';
import type { Caller } from './caller.ts';
import { isAdmittedBy } from './watch-scopes.ts';

export type Action = 'write' | 'read' | 'delete' | 'export';

/**
 * A right that a request may need: `<category id>:<action>`, or one that belongs to no category.
 */
export type Scope = `${string}:${Action}` | 'subjects' | 'tenant';

/**
 * A right to check. It is checked when work begins and before each commit.
 * @throws Problem `scope-missing`, and `category-off` when it needs a category that the tenant does
 * not store here
 */
export type Right = (caller: Pick<Caller, 'scopes' | 'settings'>) => void;

/** The check for a scope. */
export function rightTo(scope: Scope): Right {
  return ({ scopes }) => requireScope(scopes, scope);
}

/** The check for the work on a category, see {@link requireWork}. */
export function rightToWork(categoryId: string): Right {
  return ({ scopes }) => requireWork(scopes, categoryId);
}

/** @throws Problem `scope-missing` */
export function requireScope(scopes: ReadonlySet<string>, scope: Scope): void {
  if (!isAdmittedBy(scopes, scope)) throw new Problem('scope-missing');
}

/**
 * For work on a category (reviewing, pools, raffles and draws). Callers who may write the category
 * may do it, and so may people whose role includes `work`.
 * @throws Problem `scope-missing`
 */
export function requireWork(scopes: ReadonlySet<string>, categoryId: string): void {
  if (!isAdmittedBy(scopes, `${categoryId}:write`) && !isAdmittedBy(scopes, 'work'))
    throw new Problem('scope-missing');
}

/**
 * For reading records: in clear with `<category id>:read`, or without personal fields with `…:masked`.
 * @throws Problem `scope-missing`
 */
export function requireRead(scopes: ReadonlySet<string>, categoryId: string): void {
  if (!isAdmittedBy(scopes, `${categoryId}:read`) && !isAdmittedBy(scopes, `${categoryId}:masked`))
    throw new Problem('scope-missing');
}

/**
 * For the documents on a tenant's processing: its record of processing and their sources.
 * @throws Problem `scope-missing`
 */
export function requireProcessing(scopes: ReadonlySet<string>): void {
  if (!isAdmittedBy(scopes, 'processing') && !isAdmittedBy(scopes, 'tenant'))
    throw new Problem('scope-missing');
}

/** For the counts of stored records. @throws Problem `scope-missing` */
export function requireOverview(scopes: ReadonlySet<string>): void {
  if (!isAdmittedBy(scopes, 'overview') && !isAdmittedBy(scopes, 'tenant'))
    throw new Problem('scope-missing');
}

/**
 * Whether a caller may see restricted records. It counts as a use of the right, so call it only
 * where there are such records.
 */
export function maySeeRestricted(scopes: ReadonlySet<string>): boolean {
  return isAdmittedBy(scopes, 'restriction') || isAdmittedBy(scopes, 'tenant');
}

/**
 * For restricted records (Art. 18 GDPR): setting and lifting a restriction, and seeing that one
 * exists. People whose role includes `restriction` may, and so may keys with all rights of an
 * owner.
 * @throws Problem `scope-missing`
 */
export function requireRestriction(scopes: ReadonlySet<string>): void {
  if (!maySeeRestricted(scopes)) throw new Problem('scope-missing');
}
