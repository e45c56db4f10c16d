import type { Caller } from '#shared/access/caller.ts';
import { requireProcessing } from '#shared/access/scope.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { Category, Field } from '#shared/categories/define-category.ts';
import { legalBasisTexts } from '#shared/categories/legal-basis.ts';
import type { Language } from '#shared/categories/texts.ts';
import { settingsOf, type TenantSettings } from '#shared/settings/settings.ts';
import {
  legalBasisOf,
  ownTextIn,
  type Particulars,
  recipientsOf,
} from '#shared/tenants/particulars/particulars.ts';
import { readParticulars } from '#shared/tenants/particulars/seal-particulars.ts';
import { measuresIn } from '../measures.ts';
import type { Asked, ProcessingDeps } from '../process-deps.ts';
import { destinationTexts, periodsOf, sayPeriod } from '../retention-texts.ts';
import {
  describeController,
  describeCountry,
  describeProcessor,
  describeRecipient,
} from './describe-people.ts';
import { findGaps } from './find-gaps.ts';
import { originTexts, safeguardTexts } from './record-texts.ts';

function describeField([name, field]: [string, Field], language: Language) {
  return {
    name,
    label: field.label[language],
    encrypted: field.atRest === 'aes',
    origin: field.origin,
    origin_text: originTexts[field.origin][language],
  };
}

type OwnWords = { readonly particulars: Particulars; readonly settings: TenantSettings };

function describeActivity(
  { particulars, settings }: OwnWords,
  category: Category,
  language: Language,
) {
  const own = settingsOf(settings, category);
  const { basis, isStated } = legalBasisOf(particulars, category);
  const fields = Object.entries({ ...category.fields, ...category.apart });
  return {
    number: category.number,
    category: category.id,
    title: category.title[language],
    destination: own.destination,
    destination_text: destinationTexts[own.destination][language],
    stored_when: category.storedWhen[language],
    purpose: category.purpose[language],
    legal_basis: { basis, text: legalBasisTexts[basis][language], stated: isStated },
    data_subjects: category.dataSubjects[language],
    data: fields.map((field) => describeField(field, language)),
    recipients: recipientsOf(particulars, category).map((each) =>
      describeRecipient(each, language),
    ),
    retention: periodsOf(category, own, language).map((period) => ({
      ...period,
      text: sayPeriod(category, period, language),
    })),
  };
}

/**
 * The collections that contain data about persons but no records. The persons are customers, or the
 * tenant's own people.
 */
function describeBeside({ collections }: ProcessingDeps, language: Language) {
  return collections.flatMap(({ id, category, title, personal, expiry }) =>
    personal === null || id === category
      ? []
      : [
          {
            collection: id,
            title: title[language],
            holds: personal[language],
            ends: expiry.source[language],
          },
        ],
  );
}

/**
 * Makes the record of processing activities of a tenant, who is the controller (GDPR, Article
 * 30(1)). The sources are the declarations of categories and collections, and the tenant's settings
 * and particulars. This costs one read, and one call of the key service if the tenant's data key is
 * not in memory.
 * @throws Problem `scope-missing`; KeyServiceUnavailable, KeyDenied
 */
export async function describeRecord(
  deps: ProcessingDeps,
  caller: Pick<Caller, 'tenant' | 'scopes' | 'settings'>,
  { language }: Asked,
) {
  requireProcessing(caller.scopes);
  const { tenant, settings } = caller;
  const { categories, processor, places } = deps;
  const { particulars } = await readParticulars(deps, tenant);
  const hasProcessor = processor !== null;
  return {
    kind: 'record-of-processing' as const,
    language,
    as_of: formatInstant(deps.now()),
    tenant,
    ...describeController(particulars),
    processor: describeProcessor(processor, language),
    places,
    activities: categories.map((category) =>
      describeActivity({ particulars, settings }, category, language),
    ),
    beside: describeBeside(deps, language),
    transfers: particulars.transfers.map(({ recipient, country, safeguard, details }) => ({
      recipient,
      ...describeCountry(country, language),
      safeguard,
      safeguard_text: safeguardTexts[safeguard][language],
      details: details === undefined ? null : ownTextIn(details, language),
    })),
    measures: measuresIn(language),
    gaps: findGaps({ particulars, settings, categories, hasProcessor }, language),
  };
}

export type RecordOfProcessing = Awaited<ReturnType<typeof describeRecord>>;
