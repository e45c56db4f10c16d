import { requireRead, requireWork } from '#shared/access/scope.ts';

/**
 * Allows callers who may read a category, with clear or masked values, and callers who may work on
 * it.
 * @throws Problem `scope-missing`
 */
export function requireReadOrWork(scopes: ReadonlySet<string>, categoryId: string): void {
  if (scopes.has(`${categoryId}:write`) || scopes.has('work')) requireWork(scopes, categoryId);
  else requireRead(scopes, categoryId);
}
