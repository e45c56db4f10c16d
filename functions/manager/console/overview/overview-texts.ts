import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const record: Noun = { one: 'record', other: 'records' };
const datensatz: Noun = { one: 'Datensatz', other: 'Datensätze' };

/** The API returns the values of fields as English words, so English needs no texts for them. */
const valuesInEnglish: { readonly [value: string]: string } = {};

export const overviewTexts = defineTexts({
  en: {
    title: 'What is stored, and when it expires',
    lead: 'Mayfly keeps personal data only as long as promised. It hides expired data at once, and deletes it within a day.',
    asOf: 'As of',
    lastPurge: 'Last purge:',
    neverPurged: 'none yet',
    ofTenant: (tenant: string) => `Tenant ${tenant}`,
    loading: 'Loading the overview…',
    endedTenant: 'Receipt of an erased tenant',
    footer:
      'Read-only: nothing is decrypted to show this page. Days begin and end at midnight UTC. The numbers of records refresh every ten seconds.',
    demo: {
      title: 'The demo data is still being written.',
      detail: (done: number, total: number) =>
        `${done} of ${total} steps are done, so the numbers below still grow.`,
    },
    empty: {
      title: 'Nothing is stored yet',
      detail:
        'As soon as a record is stored, this page shows how many there are and on which day each of them expires. The promises below apply already.',
    },
    figures: {
      label: 'Key figures',
      live: 'Live records',
      liveNote: 'readable now',
      today: 'Expiring today',
      todayNote: 'until midnight UTC',
      soon: 'Expiring within 7 days',
      soonNote: 'today included',
      overdue: 'Overdue',
      overdueNone: 'nothing awaits deletion',
      overdueSome: 'hidden, awaiting deletion',
      inUse: 'Categories in use',
      of: (total: string) => `of ${total}`,
    },
    record,
    expiry: {
      title: 'What expires when',
      summary: (within: string, days: number, later: string) =>
        `${within} within the next ${days} days, ${later} later`,
      dayOfChart: 'Day of the chart',
      today: 'Today',
      missing: 'The chart could not be loaded. Its numbers are below.',
      legend: 'Categories in the chart; press one to highlight it',
      table: 'Show the numbers as a table',
      tableLabel: 'Records that expire, by day',
      day: 'Day',
      all: 'All',
    },
    categories: {
      title: 'What may be stored',
      lead: (count: number) =>
        `${count} categories. A tenant may shorten each retention to any whole number of days.`,
      category: 'Category',
      kept: 'Kept for',
      encrypted: 'Encrypted fields',
      live: 'Live records',
      next: (days: number) => `Next ${days} days`,
      stored: 'Stored',
      overdue: (count: string) => `${count} overdue`,
      none: 'None',
      destinations: { server: 'On the server', device: 'On the device', off: 'Off' },
      requiredBy: (modules: string) => `required by ${modules}`,
      bars: (ahead: string | undefined, days: number, later: string | undefined) =>
        `${ahead ?? 'All'} in ${days} days${later === undefined ? '' : `, ${later} later`}`,
    },
    retention: {
      day: { one: 'day', other: 'days' },
      values: valuesInEnglish,
      created: (days: string) => `${days} from creation`,
      last_interaction: (days: string) => `${days} from the last interaction`,
      own_expiry: (days: string) => `Until its own expiry date, at most ${days} ahead`,
      chosen: (days: string) => `Chosen by the tenant; promised: ${days}`,
      neverLonger: 'Never longer',
      longer: (choice: string) => `A tenant may choose ${choice} days for new records`,
    },
  },
  de: {
    title: 'Was gespeichert ist und wann es abläuft',
    lead: 'Mayfly bewahrt persönliche Daten nur so lange auf wie versprochen. Abgelaufene Daten verbirgt es sofort und löscht sie binnen eines Tages.',
    asOf: 'Stand',
    lastPurge: 'Letzter Löschlauf:',
    neverPurged: 'noch keiner',
    ofTenant: (tenant: string) => `Mandant ${tenant}`,
    loading: 'Die Übersicht wird geladen …',
    endedTenant: 'Quittung eines gelöschten Mandanten',
    footer:
      'Nur zum Lesen: Für diese Seite wird nichts entschlüsselt. Tage beginnen und enden um Mitternacht UTC. Die Zahlen der Datensätze werden alle zehn Sekunden aktualisiert.',
    demo: {
      title: 'Die Beispieldaten werden noch geschrieben.',
      detail: (done: number, total: number) =>
        `${done} von ${total} Schritten sind getan; die Zahlen unten wachsen noch.`,
    },
    empty: {
      title: 'Noch ist nichts gespeichert',
      detail:
        'Sobald ein Datensatz gespeichert ist, zeigt diese Seite, wie viele es sind und an welchem Tag jeder abläuft. Die Zusagen unten gelten schon jetzt.',
    },
    figures: {
      label: 'Kennzahlen',
      live: 'Aktive Datensätze',
      liveNote: 'jetzt lesbar',
      today: 'Laufen heute ab',
      todayNote: 'bis Mitternacht UTC',
      soon: 'Laufen binnen 7 Tagen ab',
      soonNote: 'mit heute',
      overdue: 'Überfällig',
      overdueNone: 'nichts wartet auf Löschung',
      overdueSome: 'nicht mehr sichtbar, warten auf Löschung',
      inUse: 'Kategorien in Gebrauch',
      of: (total: string) => `von ${total}`,
    },
    record: datensatz,
    expiry: {
      title: 'Was wann abläuft',
      summary: (within: string, days: number, later: string) =>
        `${within} in den nächsten ${days} Tagen, ${later} später`,
      dayOfChart: 'Tag im Diagramm',
      today: 'Heute',
      missing: 'Das Diagramm konnte nicht geladen werden. Die Zahlen stehen unten.',
      legend: 'Kategorien im Diagramm; drücken Sie auf eine, um sie hervorzuheben',
      table: 'Zahlen als Tabelle zeigen',
      tableLabel: 'Datensätze, die ablaufen, nach Tagen',
      day: 'Tag',
      all: 'Alle',
    },
    categories: {
      title: 'Was gespeichert werden darf',
      lead: (count: number) =>
        `${count} Kategorien. Ein Mandant kann jede Aufbewahrung auf eine ganze Zahl von Tagen verkürzen.`,
      category: 'Kategorie',
      kept: 'Dauer',
      encrypted: 'Verschlüsselt',
      live: 'Aktive Datensätze',
      next: (days: number) => `Nächste ${days} Tage`,
      stored: 'Gespeichert',
      overdue: (count: string) => `${count} überfällig`,
      none: 'Keine',
      destinations: { server: 'Auf dem Server', device: 'Auf dem Gerät', off: 'Aus' },
      requiredBy: (modules: string) => `nötig für ${modules}`,
      bars: (ahead: string | undefined, days: number, later: string | undefined) =>
        `${ahead ?? 'Alle'} in ${days} Tagen${later === undefined ? '' : `, ${later} später`}`,
    },
    retention: {
      day: { one: 'Tag', other: 'Tage' },
      values: {
        pending: 'unbestätigt',
        confirmed: 'bestätigt',
        withdrawn: 'widerrufen',
        code: 'Code',
        coupon: 'Gutschein',
      },
      created: (days: string) => `${days} ab Erstellung`,
      last_interaction: (days: string) => `${days} ab dem letzten Kontakt`,
      own_expiry: (days: string) => `Bis zum eigenen Ablaufdatum, höchstens ${days} voraus`,
      chosen: (days: string) => `Vom Mandanten gewählt; zugesagt: ${days}`,
      neverLonger: 'Nie länger',
      longer: (choice: string) => `Ein Mandant kann für neue Datensätze ${choice} Tage wählen`,
    },
  },
});

export type OverviewTexts = (typeof overviewTexts)['en'];
