import type { Language, Texts } from '#shared/categories/texts.ts';

/** The introduction of a portability archive, in paragraphs. */
const paragraphs: readonly Texts[] = [
  {
    de: 'Ihre Daten zum Mitnehmen (Artikel 20 der Datenschutz-Grundverordnung, DSGVO)',
    en: 'Your data to take with you (Article 20 of the General Data Protection Regulation, GDPR)',
  },
  {
    de: 'Dieses Archiv enthält Daten, die Sie selbst angegeben haben, und Daten, die bei Ihrer Nutzung des Angebots entstanden sind. Es enthält nur Daten, die auf Grund Ihrer Einwilligung oder eines Vertrags verarbeitet werden. Daten, die aus anderen Daten abgeleitet wurden, enthält es nicht.',
    en: 'This archive contains the data that you provided, and the data that the service observed while you used the service. It contains only data that is processed on the basis of your consent or of a contract. It contains no data that was derived from other data.',
  },
  {
    de: 'data.json enthält alles in maschinenlesbarer Form; schema.json beschreibt den Aufbau (JSON Schema). Der Ordner csv enthält dieselben Daten als Tabellen. Der Ordner files enthält Ihre Dateien.',
    en: 'data.json contains all data in machine-readable form; schema.json describes its structure (JSON Schema). The folder csv contains the same data as tables. The folder files contains your files.',
  },
  {
    de: 'Sie können diese Daten einem anderen Anbieter übergeben. Ihr Recht auf Auskunft über alle gespeicherten Daten (Artikel 15 DSGVO) bleibt bestehen.',
    en: 'You may give this data to another provider. You still have the right of access to all stored data (Article 15 GDPR).',
  },
];

const nothing: Texts = {
  de: 'Zu den genannten Angaben enthält dieses Archiv keine übertragbaren Daten.',
  en: 'This archive contains no portable data for the given details.',
};

const waiting: Texts = {
  de: 'Weitere Einträge wurden aus einem älteren System übernommen und sind hier noch nicht lesbar. data.json nennt ihre Zahl unter waiting.',
  en: 'More entries were imported from an older system and cannot be read here yet. data.json states their number under waiting.',
};

/** The name and the text of the file that explains a portability archive. */
export function explainPortability(
  language: Language,
  { isEmpty, waits }: { readonly isEmpty: boolean; readonly waits: boolean },
) {
  const all = [...paragraphs, ...(isEmpty ? [nothing] : []), ...(waits ? [waiting] : [])];
  const text = `${all.map((each) => each[language]).join('\n\n')}\n`;
  return { name: language === 'de' ? 'liesmich.txt' : 'readme.txt', text };
}
