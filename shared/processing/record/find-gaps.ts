import type { Category } from '#shared/categories/define-category.ts';
import type { Language, Texts } from '#shared/categories/texts.ts';
import { settingsOf, type TenantSettings } from '#shared/settings/settings.ts';
import { isThirdCountry } from '#shared/tenants/particulars/countries.ts';
import type { Particulars } from '#shared/tenants/particulars/particulars.ts';

const gaps = {
  controller: {
    de: 'Name und Anschrift des Verantwortlichen fehlen (Art. 30 Abs. 1 Buchst. a DSGVO).',
    en: 'Name and address of the controller are missing (Art. 30(1)(a) GDPR).',
  },
  dpo: {
    de: 'Kein Datenschutzbeauftragter ist angegeben. Prüfen Sie, ob Sie einen benennen müssen (Art. 37 DSGVO, § 38 BDSG).',
    en: 'No data protection officer is named. Check whether you must designate one (Art. 37 GDPR).',
  },
  authority: {
    de: 'Die Aufsichtsbehörde fehlt. Personen müssen erfahren, wo sie sich beschweren können.',
    en: 'The supervisory authority is missing. Persons must be told where they may complain.',
  },
  processor: {
    de: 'Der Betreiber von Mayfly hat nicht angegeben, wer er ist.',
    en: 'The operator of Mayfly has not given its name and address.',
  },
} as const satisfies { readonly [gap: string]: Texts };

const onTheUsualBasis = (titles: string): Texts => ({
  de: `Weil Sie keine eigene Rechtsgrundlage angegeben haben, steht die übliche bei diesen Kategorien: ${titles}.`,
  en: `The usual legal basis is given, because you have not stated your own, for these categories: ${titles}.`,
});

const withoutSafeguard = (names: string): Texts => ({
  de: `Für diese Empfänger in einem Drittland ist keine Übermittlung angegeben: ${names}.`,
  en: `No transfer is stated for these recipients in a third country: ${names}.`,
});

/**
 * States the missing parts of a record of processing, in words for the person who completes the
 * record.
 */
export function findGaps(
  input: {
    readonly particulars: Particulars;
    readonly settings: TenantSettings;
    readonly categories: readonly Category[];
    readonly hasProcessor: boolean;
  },
  language: Language,
): string[] {
  const { particulars, settings, categories, hasProcessor } = input;
  const usual = categories.filter(
    (category) =>
      settingsOf(settings, category).destination === 'server' &&
      particulars.legalBases[category.id] === undefined,
  );
  const bare = particulars.recipients.filter(
    ({ name, country }) =>
      isThirdCountry(country) &&
      !particulars.transfers.some((each) => each.recipient === name && each.country === country),
  );
  const found: readonly Texts[] = [
    ...(particulars.controller === undefined ? [gaps.controller] : []),
    ...(particulars.dpo === undefined ? [gaps.dpo] : []),
    ...(particulars.authority === undefined ? [gaps.authority] : []),
    ...(hasProcessor ? [] : [gaps.processor]),
    ...(usual.length === 0
      ? []
      : [onTheUsualBasis(usual.map(({ title }) => title[language]).join(', '))]),
    ...(bare.length === 0 ? [] : [withoutSafeguard(bare.map(({ name }) => name).join(', '))]),
  ];
  return found.map((texts) => texts[language]);
}
