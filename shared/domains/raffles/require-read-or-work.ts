import { requireRead, requireWork } from '#shared/access/scope.ts';

/** For what both who reads a category, masked or not, and who does the work around it may see. @throws Problem `scope-missing` */
export function requireReadOrWork(scopes: ReadonlySet<string>, categoryId: string): void {
  if (scopes.has(`${categoryId}:write`) || scopes.has('work')) requireWork(scopes, categoryId);
  else requireRead(scopes, categoryId);
}
