import type { Language, Texts } from '#shared/categories/texts.ts';
import type { Office } from '#shared/tenants/particulars/particulars-schema.ts';
import type { Places } from '../measures.ts';
import type { describeProcessor } from '../record/describe-people.ts';
import type { Block } from './document.ts';

/** The text that a document shows for particulars that nobody has stated. */
export const nothingSaid: Texts = { de: 'nicht angegeben', en: 'not stated' };

const terms = {
  controller: { de: 'Verantwortlicher', en: 'Controller' },
  representative: {
    de: 'Vertreter in der Union (Art. 27)',
    en: 'Representative in the Union (Art. 27)',
  },
  dpo: { de: 'Datenschutzbeauftragter', en: 'Data protection officer' },
  authority: { de: 'Aufsichtsbehörde', en: 'Supervisory authority' },
  processor: { de: 'Auftragsverarbeiter', en: 'Processor' },
  processorDpo: {
    de: 'Datenschutzbeauftragter des Auftragsverarbeiters',
    en: 'Data protection officer of the processor',
  },
  compute: { de: 'Rechenleistung', en: 'Compute' },
  database: { de: 'Datenbanken', en: 'Databases' },
  keys: { de: 'Schlüssel', en: 'Keys' },
  union: { de: 'Europäische Union', en: 'European Union' },
} as const satisfies { readonly [name: string]: Texts };

/** Returns the contact details of a person or company, one on each line. */
export function linesOf(office: Office | null, language: Language): string {
  if (office === null) return nothingSaid[language];
  const { name, postal_address, email, phone, website } = office;
  return [name, postal_address, email, phone, website].filter(Boolean).join('\n');
}

/**
 * Returns the facts about the controller (the tenant), its representative, its data protection
 * officer and its supervisory authority.
 */
export function controllerFacts(
  people: {
    readonly controller: Office | null;
    readonly representative: Office | null;
    readonly dpo: Office | null;
    readonly authority: Office | null;
  },
  language: Language,
): Block {
  const { controller, representative, dpo, authority } = people;
  const fact = (term: Texts, office: Office | null) =>
    [term[language], linesOf(office, language)] as const;
  return {
    kind: 'facts',
    facts: [
      fact(terms.controller, controller),
      ...(representative === null ? [] : [fact(terms.representative, representative)]),
      fact(terms.dpo, dpo),
      fact(terms.authority, authority),
    ],
  };
}

/** Returns the facts about the processor (the operator of Mayfly), and the places of processing. */
export function processorFacts(
  processor: ReturnType<typeof describeProcessor>,
  places: Places,
  language: Language,
): Block {
  const { name, postal_address, email, dpo } = processor ?? {};
  const reached = [name, postal_address, email].filter(Boolean).join('\n');
  const placed = (['compute', 'database', 'keys'] as const).map((place) => {
    const where = [terms.union[language], places[place]].filter(Boolean).join(': ');
    return [terms[place][language], where] as const;
  });
  const own = [terms.processor[language], reached || nothingSaid[language]] as const;
  const officer = dpo ? ([[terms.processorDpo[language], dpo]] as const) : [];
  return { kind: 'facts', facts: [own, ...officer, ...placed] };
}
