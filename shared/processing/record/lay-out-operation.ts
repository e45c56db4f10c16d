import type { Texts } from '#shared/categories/texts.ts';
import type { Block, ReadableDocument } from '../documents/document.ts';
import { linesOf, processorFacts } from '../documents/people-blocks.ts';
import { sayDay } from '../documents/say-time.ts';
import type { RecordOfProcessor } from './describe-operation.ts';

const words = {
  title: {
    de: 'Verzeichnis der Verarbeitungen im Auftrag',
    en: 'Record of processing on behalf of controllers',
  },
  lead: {
    de: 'Nach Art. 30 Abs. 2 DSGVO, erzeugt aus dem laufenden System',
    en: 'Under Art. 30(2) GDPR, made from the running system',
  },
  by: { de: 'Auftragsverarbeiter und Orte', en: 'Processor and places' },
  sub: { de: 'Unterauftragsverarbeiter', en: 'Sub-processors' },
  noSub: {
    de: 'Kein Unterauftragsverarbeiter ist angegeben.',
    en: 'No sub-processor is stated.',
  },
  name: { de: 'Name', en: 'Name' },
  purpose: { de: 'Zweck', en: 'Purpose' },
  country: { de: 'Land', en: 'Country' },
  third: { de: 'Drittland', en: 'third country' },
  controllers: { de: 'Verantwortliche', en: 'Controllers' },
  noControllers: { de: 'Noch gibt es keinen Mandanten.', en: 'There is no tenant yet.' },
  tenant: { de: 'Mandant', en: 'Tenant' },
  controller: { de: 'Verantwortlicher', en: 'Controller' },
  dpo: { de: 'Datenschutzbeauftragter', en: 'Data protection officer' },
  processing: { de: 'Verarbeitungen', en: 'Processing' },
  more: {
    de: 'Es gibt weitere Mandanten. Sie sind hier nicht aufgeführt.',
    en: 'There are more tenants. They are not listed here.',
  },
  measures: {
    de: 'Technische und organisatorische Maßnahmen (Art. 32 DSGVO)',
    en: 'Technical and organisational measures (Art. 32 GDPR)',
  },
} as const satisfies { readonly [name: string]: Texts };

/** Lays out the operator's record of processing as a document for people. */
export function layOutOperation(record: RecordOfProcessor): ReadableDocument {
  const { language, processor, places, controllers } = record;
  const say = (name: keyof typeof words) => words[name][language];
  const engaged = (processor?.sub_processors ?? []).map((each) => [
    each.name,
    each.purpose,
    each.third_country ? `${each.country_name} (${say('third')})` : each.country_name,
  ]);
  const told = controllers.map((each) => [
    each.tenant,
    [
      linesOf(each.controller, language),
      ...(each.representative === null ? [] : [linesOf(each.representative, language)]),
    ].join('\n'),
    linesOf(each.dpo, language),
    each.processing.map(({ title }) => title).join(', '),
  ]);
  const table = (
    caption: 'sub' | 'controllers',
    empty: 'noSub' | 'noControllers',
    columns: readonly string[],
    rows: readonly (readonly string[])[],
  ): Block =>
    rows.length === 0
      ? { kind: 'text', text: say(empty) }
      : { kind: 'table', caption: say(caption), columns, rows };
  return {
    language,
    title: say('title'),
    lead: `${say('lead')}. ${sayDay(record.as_of, language)}.`,
    sections: [
      {
        title: say('by'),
        blocks: [
          processorFacts(processor, places, language),
          table('sub', 'noSub', [say('name'), say('purpose'), say('country')], engaged),
        ],
      },
      {
        title: say('controllers'),
        blocks: [
          table(
            'controllers',
            'noControllers',
            [say('tenant'), say('controller'), say('dpo'), say('processing')],
            told,
          ),
          ...(record.more ? [{ kind: 'text', text: say('more') } as const] : []),
        ],
      },
      {
        title: say('measures'),
        blocks: [
          {
            kind: 'facts',
            facts: record.measures.map(({ title, text }) => [title, text] as const),
          },
        ],
      },
    ],
  };
}
