import { Problem } from '#shared/base/problems/problem.ts';
import type { Authenticate, Person } from './authenticate.ts';
import type { CredentialRequest } from './identity.ts';

/**
 * Refuses every caller who is not an operator of the platform.
 * @throws Problem `operators-only`, `people-only`, and those of {@link Authenticate}
 */
export async function requireOperator(
  deps: { readonly authenticate: Authenticate; readonly operators: ReadonlySet<string> },
  request: CredentialRequest,
): Promise<Person> {
  const person = await deps.authenticate.person(request);
  if (!deps.operators.has(person.identity.email)) throw new Problem('operators-only');
  return person;
}
