import { Problem } from '../problems/problem.ts';

export type Action = 'write' | 'read' | 'delete' | 'export';

/** What a credential may do: `<category id>:<action>`, `subjects` or `tenant`. */
export type Scope = `${string}:${Action}` | 'subjects' | 'tenant';

/** @throws Problem `scope-missing` */
export function requireScope(scopes: ReadonlySet<string>, scope: Scope): void {
  if (!scopes.has(scope)) throw new Problem('scope-missing');
}

/**
 * For the work that a category brings with it (reviewing, pools, raffles and draws): what may write the
 * category may do it, and so may people whose role includes `work`.
 * @throws Problem `scope-missing`
 */
export function requireWork(scopes: ReadonlySet<string>, categoryId: string): void {
  if (!scopes.has(`${categoryId}:write`) && !scopes.has('work')) throw new Problem('scope-missing');
}
