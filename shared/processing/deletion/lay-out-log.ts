import type { Texts } from '#shared/categories/texts.ts';
import type { Block, ReadableDocument } from '../documents/document.ts';
import { sayDay, sayTime } from '../documents/say-time.ts';
import type { DeletionLog } from './describe-log.ts';

const words = {
  title: { de: 'Löschprotokoll', en: 'Deletion log' },
  lead: { de: 'Was gelöscht wurde, in Zahlen', en: 'What was deleted, in numbers' },
  erasures: { de: 'Löschaufträge', en: 'Erasures' },
  noErasures: { de: 'Kein Löschauftrag in dieser Zeit.', en: 'No erasure in this period.' },
  scope: { de: 'Was', en: 'What' },
  asked: { de: 'Beauftragt', en: 'Requested' },
  completed: { de: 'Abgeschlossen', en: 'Completed' },
  running: { de: 'noch nicht', en: 'not yet' },
  cancelled: { de: 'zurückgenommen', en: 'cancelled' },
  untouched: { de: 'nichts', en: 'nothing' },
  deleted: { de: 'Gelöscht', en: 'Deleted' },
  none: { de: 'nichts', en: 'nothing' },
  receipts: { de: 'Quittungen', en: 'Receipts' },
  noReceipts: { de: 'Keine Quittung in dieser Zeit.', en: 'No receipt in this period.' },
  number: { de: 'Nummer', en: 'Number' },
  contents: { de: 'Inhalt', en: 'Contents' },
  due: { de: 'fällig', en: 'due' },
  overdue: {
    de: 'eine Stunde nach Tagesende noch da',
    en: 'still stored an hour after the end of the day',
  },
  noneDue: { de: 'nichts fällig', en: 'nothing due' },
  keys: { de: 'Schlüssel vernichtet', en: 'keys destroyed' },
  issued: { de: 'Ausgestellt', en: 'Issued' },
  runs: { de: 'Löschläufe', en: 'Deletion runs' },
  noRuns: { de: 'Kein Lauf in dieser Zeit.', en: 'No run in this period.' },
  day: { de: 'Tag (UTC)', en: 'Day (UTC)' },
  count: { de: 'Läufe', en: 'Runs' },
  complete: { de: 'davon vollständig', en: 'complete' },
  last: { de: 'Letzter Lauf', en: 'Last run' },
  latest: { de: 'Längste Verspätung', en: 'Longest delay' },
  notes: { de: 'Was hier nicht steht', en: 'What this log does not show' },
  more: {
    de: 'Ältere Löschaufträge oder Quittungen dieser Zeit sind nicht aufgeführt.',
    en: 'Older erasures or receipts of this period are not listed.',
  },
} as const satisfies { readonly [name: string]: Texts };

type ListedReceipt = DeletionLog['receipts'][number];

/**
 * Writes the content of a receipt about a day in words: the day, one line for each category, and
 * one line for the keys.
 */
function sayExpiry({ expiry }: ListedReceipt, say: (name: keyof typeof words) => string): string {
  if (expiry === null) return '';
  const { day, due, keys_due: keysDue, keys_destroyed: destroyed } = expiry;
  const counts = due.map((each) => {
    const left = each.overdue === 0 ? '' : `, ${each.overdue} ${say('overdue')}`;
    return `${each.title}: ${each.due} ${say('due')}${left}`;
  });
  const keys = keysDue === 0 ? [] : [`${destroyed}/${keysDue} ${say('keys')}`];
  const lines = [...counts, ...keys];
  return [day, ...(lines.length === 0 ? [say('noneDue')] : lines)].join('\n');
}

type ListedErasure = DeletionLog['erasures'][number];

/** Says in words when an erasure ended, and what it deleted. */
function sayErasure(
  each: ListedErasure,
  say: (name: keyof typeof words) => string,
  time: (at: string | null) => string,
): string[] {
  if (each.cancelled_at !== null)
    return [`${say('cancelled')}: ${time(each.cancelled_at)}`, say('untouched')];
  const deleted = each.deleted.map(({ title, count }) => `${title}: ${count}`);
  return [
    each.complete ? time(each.completed_at) : say('running'),
    deleted.join('\n') || say('none'),
  ];
}

/** Makes the document for people from a deletion log. */
export function layOutLog(log: DeletionLog): ReadableDocument {
  const { language } = log;
  const say = (name: keyof typeof words) => words[name][language];
  const time = (at: string | null) => sayTime(at, language);
  const listed = (
    name: 'erasures' | 'receipts' | 'runs',
    empty: 'noErasures' | 'noReceipts' | 'noRuns',
    columns: readonly string[],
    rows: readonly (readonly string[])[],
  ): Block =>
    rows.length === 0
      ? { kind: 'text', text: say(empty) }
      : { kind: 'table', caption: say(name), columns, rows };
  const erased = log.erasures.map((each) => [
    each.scope_text,
    time(each.asked_at),
    ...sayErasure(each, say, time),
  ]);
  const proved = log.receipts.map((each) => [
    String(each.number),
    each.kind_text,
    time(each.issued_at),
    sayExpiry(each, say),
  ]);
  const ran = log.runs.map((each) => [
    sayDay(each.day, language),
    String(each.runs),
    String(each.complete_runs),
    time(each.last_run_at),
    `${Math.ceil(each.latest_seconds / 60)} min`,
  ]);
  return {
    language,
    title: `${say('title')}: ${log.tenant}`,
    lead: `${say('lead')}. ${sayDay(log.since, language)} – ${sayDay(log.as_of, language)}.`,
    sections: [
      {
        title: say('erasures'),
        blocks: [
          listed(
            'erasures',
            'noErasures',
            [say('scope'), say('asked'), say('completed'), say('deleted')],
            erased,
          ),
          ...(log.more ? [{ kind: 'text', text: say('more') } as const] : []),
        ],
      },
      {
        title: say('receipts'),
        blocks: [
          listed(
            'receipts',
            'noReceipts',
            [say('number'), say('scope'), say('issued'), say('contents')],
            proved,
          ),
        ],
      },
      {
        title: say('runs'),
        blocks: [
          listed(
            'runs',
            'noRuns',
            [say('day'), say('count'), say('complete'), say('last'), say('latest')],
            ran,
          ),
        ],
      },
      { title: say('notes'), blocks: [{ kind: 'list', items: log.notes }] },
    ],
  };
}
