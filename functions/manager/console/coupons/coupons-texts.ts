import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const code: Noun = { one: 'code', other: 'codes' };
const deCode: Noun = { one: 'Code', other: 'Codes' };
const day: Noun = { one: 'day', other: 'days' };
const deDay: Noun = { one: 'Tag', other: 'Tagen' };
const record: Noun = { one: 'record', other: 'records' };
const vermerk: Noun = { one: 'Vermerk', other: 'Vermerke' };

export const couponsTexts = defineTexts({
  en: {
    title: 'Coupons and codes',
    lead: 'Each code belongs to one customer and is never given twice. A used code stays used. When the record expires, Mayfly forgets who had the code.',
    code,
    day,
    record,
    kinds: { coupon: 'Coupons to give out', code: 'Codes to hand in' },
    policies: {
      once: 'one per customer',
      daily: 'one per customer and day',
      weekly: 'one per customer and week',
      unrestricted: 'as many as a customer likes',
    },
    empty: { title: 'No pools', detail: 'Create a pool, then load a file of codes into it.' },
    pools: 'Pools',
    left: (count: string, loaded: string) => `${count} of ${loaded} left`,
    low: 'Running low',
    isEmpty: 'Empty',
    emptyOn: (day: string) => `empty on ${day}`,
    notSoon: 'at this pace, the stock lasts more than a year',
    pace: (codes: string, days: string) => `${codes} used within ${days}`,
    paceNote:
      'Mayfly counts the codes that customers got or handed in during the last 30 days. For a younger pool, it counts from the pool’s creation. If all older records were deleted, it counts from then on. Loaded codes and imported old records do not change this pace.',
    used: 'Used',
    tied: 'Still linked to a person',
    anonymous: 'Already anonymous',
    nothingUsed: 'Nothing was used yet.',
    nothingLately: (days: string) => `Nothing was used within ${days}.`,
    list: 'Who had which code',
    listEmpty: {
      title: 'No records of codes',
      detail: 'Nobody has got or handed in a code, or the records have expired or were deleted.',
    },
    noneOf: {
      title: 'No codes found',
      detail:
        'This person has got or handed in no code, or the records have expired or were deleted.',
    },
    person: 'Email address',
    codeColumn: 'Code',
    time: 'When',
    goes: 'Expires',
    pool: 'Pool',
    lookups: { code: 'Code', email: 'Email address' },
    found: 'Found codes',
    besides: 'The codes stay used. Mayfly deletes only the note of who had each code.',
    lookup: {
      found: 'Where the code was found',
      more: 'Search older pools',
      unknown: {
        title: 'No pool has this code',
        detail: 'It was never loaded, or Mayfly deleted it unused when its pool was closed.',
      },
      states: {
        in_stock: 'In stock',
        given: 'Given out',
        redeemed: 'Handed in',
        restricted: 'Restricted',
        anonymous: 'Anonymous',
      },
      says: {
        in_stock: 'Nobody has had this code.',
        given: 'A customer was given this code.',
        redeemed: 'A customer has handed this code in.',
        restricted: 'This code is used. The record of who had it is restricted.',
        anonymous: 'This code is used. Mayfly does not show who had it.',
      },
    },
    close: {
      open: 'Close pool…',
      title: (pool: string) => `Close ${pool} for good?`,
      deletes: (codes: string) => `This deletes all unused codes: ${codes}.`,
      nothing: 'No code will be deleted, because no unused code is left.',
      stays: {
        coupon:
          'Nobody is given a new coupon of this pool any more. Coupons that were given out stay with their customers. Nothing opens the pool again.',
        code: 'Nobody can hand in a code of this pool any more, even if it is printed somewhere. Codes that were handed in stay used. Nothing opens the pool again.',
      },
      action: (codes: string) => `Close and delete ${codes}`,
      actionEmpty: 'Close',
      closing:
        'The unused codes are being deleted. You may leave this page. Mayfly continues to delete them.',
      progress: (done: string, all: string) => `${done} of ${all}`,
      closedOn: (moment: string) => `Closed on ${moment}`,
      deleted: 'Deleted unused',
      usedOf: (used: string, loaded: string) => `${used} of ${loaded} used`,
      states: { closing: 'Closing', closed: 'Closed' },
    },
    newPool: {
      open: 'New pool…',
      title: 'New pool',
      action: 'Create',
      name: 'Name',
      nameNote:
        'Letters from A to Z, digits, dots, colons, hyphens and underscores. No names of people.',
      kind: 'What it contains',
      policy: 'Limit for each customer',
      lowStock: 'Warn when only this many are left',
      fold: 'Ignore case, spaces and dashes',
    },
    load: {
      open: 'Load codes…',
      title: (pool: string) => `Load codes into ${pool}`,
      drop: 'Drop a CSV file of one column here, or',
      choose: 'choose a file',
      other: 'Choose another file',
      tooLarge: 'The file is larger than 2 MB. Load it in parts.',
      first: 'The first line is',
      firsts: {
        unsaid: 'not stated: Mayfly asks if in doubt',
        header: 'a heading',
        code: 'a code',
      },
      trying: 'Mayfly is checking the file. Nothing is loaded yet.',
      will: (codes: string) => `${codes} would be loaded`,
      valid: (codes: string) => `${codes} can be loaded`,
      repeat: {
        one: 'line has a code that the file or the pool already has',
        other: 'lines have a code that the file or the pool already has',
      },
      broken: { one: 'line cannot be loaded', other: 'lines cannot be loaded' },
      shown: (count: string) => `The first ${count} of them:`,
      line: 'Line',
      problem: 'Problem',
      firstCodes: 'As customers will see them',
      nothing:
        'Correct the file and choose it again. Mayfly loads a file completely or not at all.',
      action: (codes: string) => `Load ${codes}`,
      loadingNow:
        'The codes are being loaded. You may leave this page. Mayfly loads all of them or none.',
      done: (codes: string) => `Loaded: ${codes}.`,
      close: 'Close',
    },
  },
  de: {
    title: 'Gutscheine und Codes',
    lead: 'Jeder Code gehört einer Person und wird nie zweimal vergeben. Ein verbrauchter Code bleibt verbraucht. Sobald der Vermerk abläuft, löscht Mayfly die Angabe, wer den Code hatte.',
    code: deCode,
    day: deDay,
    record: vermerk,
    kinds: { coupon: 'Gutscheine zum Ausgeben', code: 'Codes zum Einlösen' },
    policies: {
      once: 'einer je Person',
      daily: 'einer je Person und Tag',
      weekly: 'einer je Person und Woche',
      unrestricted: 'beliebig viele je Person',
    },
    empty: {
      title: 'Keine Vorräte',
      detail: 'Legen Sie einen Vorrat an und laden Sie dann eine Datei mit Codes.',
    },
    pools: 'Vorräte',
    left: (count: string, loaded: string) => `${count} von ${loaded} übrig`,
    low: 'Wird knapp',
    isEmpty: 'Leer',
    emptyOn: (day: string) => `leer am ${day}`,
    notSoon: 'bei diesem Tempo reicht der Vorrat länger als ein Jahr',
    pace: (codes: string, days: string) => `${codes} in ${days} verbraucht`,
    paceNote:
      'Mayfly zählt die Codes, die Kunden in den letzten 30 Tagen erhalten oder eingelöst haben. Bei einem jüngeren Vorrat zählt Mayfly ab dem Anlegen des Vorrats. Wurden alle älteren Vermerke gelöscht, zählt Mayfly ab diesem Zeitpunkt. Geladene Codes und übernommene alte Datensätze ändern dieses Tempo nicht.',
    used: 'Verbraucht',
    tied: 'Noch einer Person zugeordnet',
    anonymous: 'Inzwischen anonym',
    nothingUsed: 'Es wurde noch nichts verbraucht.',
    nothingLately: (days: string) => `In ${days} wurde nichts verbraucht.`,
    list: 'Wer welchen Code hatte',
    listEmpty: {
      title: 'Keine Vermerke über Codes',
      detail:
        'Niemand hat einen Code erhalten oder eingelöst, oder die Vermerke sind abgelaufen oder gelöscht.',
    },
    noneOf: {
      title: 'Keine Codes gefunden',
      detail:
        'Diese Person hat keinen Code erhalten oder eingelöst, oder die Vermerke sind abgelaufen oder gelöscht.',
    },
    person: 'E-Mail-Adresse',
    codeColumn: 'Code',
    time: 'Wann',
    goes: 'Läuft ab',
    pool: 'Vorrat',
    lookups: { code: 'Code', email: 'E-Mail-Adresse' },
    found: 'Gefundene Codes',
    besides: 'Die Codes bleiben verbraucht. Mayfly löscht nur den Vermerk, wer welchen Code hatte.',
    lookup: {
      found: 'Wo der Code gefunden wurde',
      more: 'In älteren Vorräten suchen',
      unknown: {
        title: 'Kein Vorrat hat diesen Code',
        detail:
          'Er wurde nie geladen, oder Mayfly hat ihn unverbraucht gelöscht, als sein Vorrat geschlossen wurde.',
      },
      states: {
        in_stock: 'Vorrätig',
        given: 'Ausgegeben',
        redeemed: 'Eingelöst',
        restricted: 'Eingeschränkt',
        anonymous: 'Anonym',
      },
      says: {
        in_stock: 'Diesen Code hatte noch niemand.',
        given: 'Eine Person hat diesen Code erhalten.',
        redeemed: 'Eine Person hat diesen Code eingelöst.',
        restricted: 'Dieser Code ist verbraucht. Der Vermerk, wer ihn hatte, ist eingeschränkt.',
        anonymous: 'Dieser Code ist verbraucht. Mayfly zeigt nicht, wer ihn hatte.',
      },
    },
    close: {
      open: 'Vorrat schließen …',
      title: (pool: string) => `${pool} endgültig schließen?`,
      deletes: (codes: string) => `Damit löschen Sie alle unverbrauchten Codes: ${codes}.`,
      nothing: 'Es wird kein Code gelöscht, weil kein unverbrauchter übrig ist.',
      stays: {
        coupon:
          'Aus diesem Vorrat erhält niemand mehr einen neuen Gutschein. Ausgegebene Gutscheine bleiben bei ihren Besitzern. Der Vorrat lässt sich nicht wieder öffnen.',
        code: 'Einen Code dieses Vorrats kann niemand mehr einlösen, auch wenn er irgendwo gedruckt steht. Eingelöste Codes bleiben verbraucht. Der Vorrat lässt sich nicht wieder öffnen.',
      },
      action: (codes: string) => `Schließen und ${codes} löschen`,
      actionEmpty: 'Schließen',
      closing:
        'Die unverbrauchten Codes werden gelöscht. Sie können die Seite verlassen. Mayfly löscht die Codes weiter.',
      progress: (done: string, all: string) => `${done} von ${all}`,
      closedOn: (moment: string) => `Geschlossen am ${moment}`,
      deleted: 'Unverbraucht gelöscht',
      usedOf: (used: string, loaded: string) => `${used} von ${loaded} verbraucht`,
      states: { closing: 'Wird geschlossen', closed: 'Geschlossen' },
    },
    newPool: {
      open: 'Neuer Vorrat …',
      title: 'Neuer Vorrat',
      action: 'Anlegen',
      name: 'Name',
      nameNote:
        'Buchstaben von A bis Z, Ziffern, Punkte, Doppelpunkte, Binde- und Unterstriche. Keine Namen von Personen.',
      kind: 'Was darin liegt',
      policy: 'Grenze für jede Person',
      lowStock: 'Warnen, wenn nur noch so viele übrig sind',
      fold: 'Groß- und Kleinschreibung, Leerzeichen und Striche nicht beachten',
    },
    load: {
      open: 'Codes laden …',
      title: (pool: string) => `Codes in ${pool} laden`,
      drop: 'Legen Sie eine CSV-Datei mit einer Spalte hier ab, oder',
      choose: 'wählen Sie eine Datei',
      other: 'Andere Datei wählen',
      tooLarge: 'Die Datei ist größer als 2 MB. Laden Sie sie in Teilen.',
      first: 'Die erste Zeile ist',
      firsts: {
        unsaid: 'nicht angegeben: Mayfly fragt im Zweifel nach',
        header: 'eine Überschrift',
        code: 'ein Code',
      },
      trying: 'Die Datei wird geprüft; noch ist nichts geladen.',
      will: (codes: string) => `Geladen würden: ${codes}`,
      valid: (codes: string) => `Ladbar: ${codes}`,
      repeat: {
        one: 'Zeile hat einen Code, den die Datei oder der Vorrat schon hat',
        other: 'Zeilen haben einen Code, den die Datei oder der Vorrat schon hat',
      },
      broken: {
        one: 'Zeile lässt sich nicht laden',
        other: 'Zeilen lassen sich nicht laden',
      },
      shown: (count: string) => `Die ersten ${count} davon:`,
      line: 'Zeile',
      problem: 'Problem',
      firstCodes: 'So werden Kunden sie sehen',
      nothing:
        'Berichtigen Sie die Datei und wählen Sie sie neu. Mayfly lädt eine Datei ganz oder gar nicht.',
      action: (codes: string) => `${codes} laden`,
      loadingNow:
        'Die Codes werden geladen. Sie können die Seite verlassen. Mayfly lädt alle oder keinen.',
      done: (codes: string) => `Geladen: ${codes}.`,
      close: 'Schließen',
    },
  },
});
