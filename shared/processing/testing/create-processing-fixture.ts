import type { Processor } from '#shared/base/config/read-processor.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Language } from '#shared/categories/texts.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { describeConcept } from '../deletion/describe-concept.ts';
import { describeLog } from '../deletion/describe-log.ts';
import { describeOperation } from '../record/describe-operation.ts';
import { describeRecord } from '../record/describe-record.ts';

export const exampleProcessor: Processor = {
  name: 'Betreiber Beispiel GmbH',
  postal_address: 'Hauptstraße 1, 00000 Musterstadt',
  dpo: 'datenschutz@betreiber.example',
  sub_processors: [
    {
      name: 'Rechenzentrum Beispiel AG',
      purpose_de: 'Betrieb',
      purpose_en: 'Hosting',
      country: 'IE',
    },
  ],
};

/** Creates a tenant in memory, for tests of documents about its processing. */
export function createProcessingFixture(
  all = categories,
  {
    processor = null,
    settings = {},
  }: {
    readonly processor?: Processor | null;
    readonly settings?: Partial<TenantSettings>;
  } = {},
) {
  const fixture = createTestFixture(all);
  const ctx = fixture.contextOf('acme');
  const signer = createFakeSigner();
  const deps = {
    ...ctx,
    now: () => fixture.clock.now,
    categories: all,
    collections: collectionsFor(all),
    processor,
    publicKeys: signer.publicKeys,
    places: { compute: 'europe-west1', database: 'eur3', keys: 'europe' },
  };
  const caller = {
    tenant: 'acme',
    scopes: new Set(['processing']),
    settings: { ...everythingOn(all), ...settings },
  };
  const owner = { ...ctx, scopes: new Set(['tenant']) };
  return {
    ...fixture,
    ctx,
    signer,
    deps,
    caller,
    say: (body: unknown) => changeParticulars({ ...ctx, categories: all }, owner, body),
    record: (language: Language = 'en') => describeRecord(deps, caller, { language }),
    concept: (language: Language = 'en') => describeConcept(deps, caller, { language }),
    log: (days = 31, language: Language = 'en') => describeLog(deps, caller, { language, days }),
    operation: (language: Language = 'en') => describeOperation(deps, { language }),
  };
}
