import { Problem } from '../problems/problem.ts';
import type { Authenticate } from './authenticate.ts';
import type { CredentialRequest } from './identity.ts';

/** Lets only the platform's operators on. @throws Problem `credential-…`, `token-invalid`, `operators-only` */
export async function requireOperator(
  deps: { readonly authenticate: Authenticate; readonly operators: ReadonlySet<string> },
  request: CredentialRequest,
): Promise<void> {
  const { identity } = await deps.authenticate.person(request);
  if (!deps.operators.has(identity.email)) throw new Problem('operators-only');
}
