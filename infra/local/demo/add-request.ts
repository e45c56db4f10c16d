import { microsPerMilli } from '#shared/base/time/instant.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import { collections } from '#shared/wiring/collections.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createCustomersApp } from '../../../functions/customers/app.ts';
import { createSubjectsApp } from '../../../functions/subjects/app.ts';
import { createPastServices } from './create-past-services.ts';
import type { PlannedRequest } from './plan-requests.ts';
import { postAsTenant } from './post-as-tenant.ts';

type Body = { readonly [field: string]: unknown };

/**
 * Returns a function that records the request of a person at the planned time. If the plan contains
 * the person's erasure, the function first stores the person as a customer. After the request it
 * erases the person, and completes the request with this erasure as the proof.
 */
export function createRequestPoster(platform: Platform, lookup: Lookup) {
  const asCustomers = createPastServices(platform, 'customers', lookup);
  const asSubjects = createPastServices(platform, 'subjects', lookup);
  const signer = signerOf(platform, 'subjects');
  return async (apiKey: string, { body, atMs, erased }: PlannedRequest): Promise<void> => {
    let clockMs = atMs;
    const now = () => Math.floor(clockMs * microsPerMilli);
    const app = createSubjectsApp({ ...asSubjects(now), collections, signer });
    const post = async (path: string, sent: Body) =>
      (await postAsTenant(app, { method: 'POST', path, apiKey, body: sent })) as { id: string };
    if (erased !== undefined) {
      clockMs = erased.knownMs;
      const { email, firstName, lastName } = erased.person;
      const values = { vorname: firstName, nachname: lastName };
      await postAsTenant(createCustomersApp(asCustomers(now)), {
        method: 'PUT',
        path: '/v1/customers',
        apiKey,
        body: { email, authenticated_by: 'sign_in', values },
      });
      clockMs = atMs;
    }
    const { id } = await post('/v1/requests', body);
    if (erased === undefined) return;
    clockMs = erased.atMs;
    const scope = { subject: { email: erased.person.email } };
    const erasure = await post('/v1/erasures', { scope, confirm: true });
    const proof = { result: 'done', erasure_id: erasure.id };
    await post(`/v1/requests/${id}/complete`, proof);
  };
}
