import { Problem } from '../problems/problem.ts';

export type Action = 'write' | 'read' | 'delete' | 'export';

/** What a credential may do: `<category id>:<action>`, `subjects` or `tenant`. */
export type Scope = `${string}:${Action}` | 'subjects' | 'tenant';

/** @throws Problem `scope-missing` */
export function requireScope(scopes: ReadonlySet<string>, scope: Scope): void {
  if (!scopes.has(scope)) throw new Problem('scope-missing');
}
