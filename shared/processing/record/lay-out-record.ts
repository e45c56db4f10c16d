import type { Texts } from '#shared/categories/texts.ts';
import type { Block, ReadableDocument, Section } from '../documents/document.ts';
import { controllerFacts, nothingSaid, processorFacts } from '../documents/people-blocks.ts';
import { sayDay } from '../documents/say-time.ts';
import type { RecordOfProcessing } from './describe-record.ts';

const words = {
  title: { de: 'Verzeichnis von Verarbeitungstätigkeiten', en: 'Record of processing activities' },
  lead: {
    de: 'Nach Art. 30 Abs. 1 DSGVO, erzeugt aus den Einstellungen, nach denen Mayfly arbeitet',
    en: 'Under Art. 30(1) GDPR, made from the settings that Mayfly uses',
  },
  who: { de: 'Verantwortlicher', en: 'Controller' },
  by: { de: 'Auftragsverarbeiter und Orte', en: 'Processor and places' },
  sub: { de: 'Unterauftragsverarbeiter', en: 'Sub-processors' },
  gaps: { de: 'Was noch fehlt', en: 'What is still missing' },
  beside: { de: 'Sonstige gespeicherte Daten', en: 'Other stored data' },
  transfers: { de: 'Übermittlungen in Drittländer', en: 'Transfers to third countries' },
  noTransfers: {
    de: 'Keine Übermittlung in ein Drittland ist angegeben.',
    en: 'No transfer to a third country is stated.',
  },
  measures: {
    de: 'Technische und organisatorische Maßnahmen (Art. 32 DSGVO)',
    en: 'Technical and organisational measures (Art. 32 GDPR)',
  },
  state: { de: 'Stand', en: 'State' },
  purpose: { de: 'Zweck', en: 'Purpose' },
  basis: { de: 'Rechtsgrundlage', en: 'Legal basis' },
  usual: {
    de: 'üblich, nicht vom Verantwortlichen angegeben',
    en: 'usual, not stated by the controller',
  },
  subjects: { de: 'Betroffene Personen', en: 'Data subjects' },
  recipients: { de: 'Empfänger', en: 'Recipients' },
  deleted: { de: 'Löschung', en: 'Deletion' },
  data: { de: 'Daten', en: 'Data' },
  field: { de: 'Angabe', en: 'Field' },
  origin: { de: 'Herkunft', en: 'Origin' },
  encrypted: { de: 'Verschlüsselt', en: 'Encrypted' },
  yes: { de: 'ja', en: 'yes' },
  no: { de: 'nein', en: 'no' },
  what: { de: 'Was', en: 'What' },
  holds: { de: 'Personenbezogener Inhalt', en: 'Personal content' },
  ends: { de: 'Ende', en: 'End' },
  name: { de: 'Name', en: 'Name' },
  country: { de: 'Land', en: 'Country' },
  safeguard: { de: 'Garantie', en: 'Safeguard' },
  details: { de: 'Einzelheiten', en: 'Details' },
  measure: { de: 'Maßnahme', en: 'Measure' },
} as const satisfies { readonly [name: string]: Texts };

type Say = (name: keyof typeof words) => string;

function sayRecipients(recipients: RecordOfProcessing['activities'][number]['recipients']) {
  return recipients.map(
    ({ name, purpose, country_name }) => `${name} (${country_name}): ${purpose}`,
  );
}

function layOutActivity(
  activity: RecordOfProcessing['activities'][number],
  say: Say,
  none: string,
): Section {
  const { legal_basis: basis } = activity;
  const recipients = sayRecipients(activity.recipients).join('\n');
  return {
    title: `${activity.number}. ${activity.title}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          [say('purpose'), activity.purpose],
          [say('basis'), basis.stated ? basis.text : `${basis.text}\n(${say('usual')})`],
          [say('subjects'), activity.data_subjects],
          [say('recipients'), recipients || none],
          [say('deleted'), activity.retention.map(({ text }) => text).join('\n')],
          [say('state'), `${activity.stored_when}\n${activity.destination_text}`],
        ],
      },
      {
        kind: 'table',
        caption: say('data'),
        columns: [say('field'), say('origin'), say('encrypted')],
        rows: activity.data.map(({ label, origin_text, encrypted }) => [
          label,
          origin_text,
          say(encrypted ? 'yes' : 'no'),
        ]),
      },
    ],
  };
}

function processorBlocks(record: RecordOfProcessing, say: Say): Block[] {
  const { processor, places, language } = record;
  const facts = processorFacts(processor, places, language);
  const engaged = processor?.sub_processors ?? [];
  if (engaged.length === 0) return [facts];
  const rows = engaged.map(({ name, purpose, country_name }) => [name, purpose, country_name]);
  const columns = [say('name'), say('purpose'), say('country')];
  return [facts, { kind: 'table', caption: say('sub'), columns, rows }];
}

function transferBlock({ transfers }: RecordOfProcessing, say: Say): Block {
  if (transfers.length === 0) return { kind: 'text', text: say('noTransfers') };
  return {
    kind: 'table',
    caption: say('transfers'),
    columns: [say('name'), say('country'), say('safeguard'), say('details')],
    rows: transfers.map((each) => [
      each.recipient,
      each.country_name,
      each.safeguard_text,
      each.details ?? '',
    ]),
  };
}

/** Lays out a record of processing as a document for people. */
export function layOutRecord(record: RecordOfProcessing): ReadableDocument {
  const { language, tenant, as_of, gaps, measures, beside } = record;
  const say: Say = (name) => words[name][language];
  const none = nothingSaid[language];
  const besideRows = beside.map(({ title, holds, ends }) => [title, holds, ends]);
  const besideColumns = [say('what'), say('holds'), say('ends')];
  const measureRows = measures.map(({ title, text }) => [title, text]);
  return {
    language,
    title: `${say('title')}: ${record.controller?.name ?? tenant}`,
    lead: `${say('lead')}. ${sayDay(as_of, language)}.`,
    sections: [
      ...(gaps.length === 0
        ? []
        : [{ title: say('gaps'), blocks: [{ kind: 'list', items: gaps } as const] }]),
      { title: say('who'), blocks: [controllerFacts(record, language)] },
      { title: say('by'), blocks: processorBlocks(record, say) },
      ...record.activities.map((activity) => layOutActivity(activity, say, none)),
      {
        title: say('beside'),
        blocks: [
          { kind: 'table', caption: say('beside'), columns: besideColumns, rows: besideRows },
        ],
      },
      { title: say('transfers'), blocks: [transferBlock(record, say)] },
      {
        title: say('measures'),
        blocks: [
          {
            kind: 'table',
            caption: say('measures'),
            columns: [say('measure'), say('what')],
            rows: measureRows,
          },
        ],
      },
    ],
  };
}
