import type { Caller } from '#shared/access/caller.ts';
import { requireProcessing } from '#shared/access/scope.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { Texts } from '#shared/categories/texts.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { readParticulars } from '#shared/tenants/particulars/seal-particulars.ts';
import type { Asked, ProcessingDeps } from '../process-deps.ts';
import { describeController, describeProcessor } from '../record/describe-people.ts';
import { destinationTexts } from '../retention-texts.ts';
import { howTexts, responsibilities, steps } from './concept-texts.ts';
import { classify } from './deletion-classes.ts';

/**
 * Describes the deletion concept of a tenant. It is similar to DIN 66398. It contains the deletion
 * classes, the steps of deletion, and the responsible people. It also contains a rule for each
 * category, and for every other collection of the tenant. It costs one read, and one call of the
 * key service if the tenant's data key is not in memory.
 * @throws Problem `scope-missing`; KeyServiceUnavailable, KeyDenied
 */
export async function describeConcept(
  deps: ProcessingDeps,
  caller: Pick<Caller, 'tenant' | 'scopes' | 'settings'>,
  { language }: Asked,
) {
  requireProcessing(caller.scopes);
  const { tenant, settings } = caller;
  const { categories, collections, processor } = deps;
  const { particulars } = await readParticulars(deps, tenant);
  const say = (texts: Texts) => texts[language];
  const titled = (each: { readonly title: Texts; readonly text: Texts }) => ({
    title: say(each.title),
    text: say(each.text),
  });
  const { classes, periodsOf } = classify(categories, settings, language);
  return {
    kind: 'deletion-concept' as const,
    language,
    as_of: formatInstant(deps.now()),
    tenant,
    ...describeController(particulars),
    processor: describeProcessor(processor, language),
    classes,
    rules: categories.map((category) => ({
      number: category.number,
      category: category.id,
      title: say(category.title),
      data: Object.values({ ...category.fields, ...category.apart }).map(({ label }) => say(label)),
      state: say(destinationTexts[settingsOf(settings, category).destination]),
      periods: periodsOf(category),
      how: say(howTexts.ttl),
    })),
    beside: collections
      .filter(({ id, category, platform }) => id !== category && platform !== true)
      .map(({ id, title, personal, expiry }) => ({
        collection: id,
        title: say(title),
        holds: personal === null ? null : say(personal),
        ends: say(expiry.source),
        how: say(howTexts[expiry.by]),
      })),
    steps: steps.map(titled),
    responsibilities: responsibilities.map(titled),
  };
}

export type DeletionConcept = Awaited<ReturnType<typeof describeConcept>>;
