import { Problem } from '#shared/base/problems/problem.ts';
import type { Caller } from './caller.ts';
import { isAdmittedBy } from './watch-scopes.ts';

export type Action = 'write' | 'read' | 'delete' | 'export';

/** A right that a request may need. Most rights belong to a category: `<category id>:<action>`. */
export type Scope = `${string}:${Action}` | 'subjects' | 'tenant';

/**
 * The check of a right. It runs when the work begins, and again before each commit.
 * @throws Problem `scope-missing`. If the right needs a category, also `category-off` when the
 * tenant does not store this category in Mayfly
 */
export type Right = (caller: Pick<Caller, 'scopes' | 'settings'>) => void;

/** Returns the check of a scope. */
export function rightTo(scope: Scope): Right {
  return ({ scopes }) => requireScope(scopes, scope);
}

/** Returns the check for the work on a category, see {@link requireWork}. */
export function rightToWork(categoryId: string): Right {
  return ({ scopes }) => requireWork(scopes, categoryId);
}

/** @throws Problem `scope-missing` */
export function requireScope(scopes: ReadonlySet<string>, scope: Scope): void {
  if (!isAdmittedBy(scopes, scope)) throw new Problem('scope-missing');
}

/**
 * Requires the right to work with the reviews, pools, raffles or draws of a category. Callers who
 * may write the category have this right. People whose role includes `work` have it too.
 * @throws Problem `scope-missing`
 */
export function requireWork(scopes: ReadonlySet<string>, categoryId: string): void {
  if (!isAdmittedBy(scopes, `${categoryId}:write`) && !isAdmittedBy(scopes, 'work'))
    throw new Problem('scope-missing');
}

/**
 * Requires a right to read records. With `<category id>:read` these are whole records, with
 * `…:masked` they lack the personal fields.
 * @throws Problem `scope-missing`
 */
export function requireRead(scopes: ReadonlySet<string>, categoryId: string): void {
  if (!isAdmittedBy(scopes, `${categoryId}:read`) && !isAdmittedBy(scopes, `${categoryId}:masked`))
    throw new Problem('scope-missing');
}

/**
 * Requires the right to read the documents about a tenant's processing: its record of processing
 * and the sources of this record.
 * @throws Problem `scope-missing`
 */
export function requireProcessing(scopes: ReadonlySet<string>): void {
  if (!isAdmittedBy(scopes, 'processing') && !isAdmittedBy(scopes, 'tenant'))
    throw new Problem('scope-missing');
}

/** Requires the right to see the counts of stored records. @throws Problem `scope-missing` */
export function requireOverview(scopes: ReadonlySet<string>): void {
  if (!isAdmittedBy(scopes, 'overview') && !isAdmittedBy(scopes, 'tenant'))
    throw new Problem('scope-missing');
}

/**
 * True if a caller may see restricted records. Each call notes that the caller used this right. So
 * call this function only where there are restricted records.
 */
export function maySeeRestricted(scopes: ReadonlySet<string>): boolean {
  return isAdmittedBy(scopes, 'restriction') || isAdmittedBy(scopes, 'tenant');
}

/**
 * Requires the right to restricted records (Art. 18 GDPR): to set and lift a restriction, and to
 * see that a restriction exists. People whose role includes `restriction` have this right. API keys
 * with the scope `tenant` have it too.
 * @throws Problem `scope-missing`
 */
export function requireRestriction(scopes: ReadonlySet<string>): void {
  if (!maySeeRestricted(scopes)) throw new Problem('scope-missing');
}
