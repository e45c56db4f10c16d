import { formatInstant } from '#shared/base/time/instant.ts';
import { tenantProfiles } from '#shared/settings/collections.ts';
import { decodeSettings } from '#shared/settings/encode-settings.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import { allTenants, type StoredDocument } from '#shared/store/store.ts';
import { tenantParticulars } from '#shared/tenants/particulars/collections.ts';
import { noParticulars } from '#shared/tenants/particulars/particulars.ts';
import { openParticulars } from '#shared/tenants/particulars/seal-particulars.ts';
import { measuresIn } from '../measures.ts';
import type { Asked, ProcessingDeps } from '../process-deps.ts';
import { describeController, describeProcessor } from './describe-people.ts';

/** The maximum number of tenants in the operator's record. */
const tenantsMax = 1_000;
/** The number of tenants whose particulars are decrypted at the same time. */
const describedAtOnce = 20;

async function describeTenant(
  deps: ProcessingDeps,
  profile: StoredDocument,
  stated: StoredDocument | undefined,
  { language }: Asked,
) {
  const particulars = stated === undefined ? noParticulars : await openParticulars(deps, stated);
  const { controller, representative, dpo } = describeController(particulars);
  const settings = decodeSettings(profile.data, undefined, deps.now());
  return {
    tenant: profile.ref.tenant,
    controller,
    representative,
    dpo,
    processing: deps.categories
      .filter((category) => settingsOf(settings, category).destination === 'server')
      .map(({ id, title }) => ({ category: id, title: title[language] })),
  };
}

async function describeEach(
  deps: ProcessingDeps,
  profiles: readonly StoredDocument[],
  stated: readonly StoredDocument[],
  asked: Asked,
) {
  const byTenant = new Map(stated.map((document) => [document.ref.tenant, document]));
  const described = [];
  for (const some of chunksOf(profiles, describedAtOnce))
    described.push(
      ...(await Promise.all(
        some.map((each) => describeTenant(deps, each, byTenant.get(each.ref.tenant), asked)),
      )),
    );
  return described;
}

/**
 * Makes the record of the processing that the operator does for its tenants (GDPR, Article 30(2)).
 * The record states the tenants, their categories, the places, and the measures. It covers at most
 * 1,000 tenants. It costs two queries, and one call of the key service for each tenant with
 * particulars. This function checks no rights. The code that calls it must check them.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function describeOperation(deps: ProcessingDeps, asked: Asked) {
  const { language } = asked;
  const { store, processor, places } = deps;
  const everywhere = { tenant: allTenants, where: [], orderBy: [], limit: tenantsMax + 1 };
  const [profiles, stated] = await Promise.all([
    store.query({ ...everywhere, collection: tenantProfiles.id }),
    store.query({ ...everywhere, collection: tenantParticulars.id }),
  ]);
  return {
    kind: 'record-of-processor' as const,
    language,
    as_of: formatInstant(deps.now()),
    processor: describeProcessor(processor, language),
    places,
    controllers: await describeEach(deps, profiles.slice(0, tenantsMax), stated, asked),
    more: profiles.length > tenantsMax,
    measures: measuresIn(language),
  };
}

export type RecordOfProcessor = Awaited<ReturnType<typeof describeOperation>>;
