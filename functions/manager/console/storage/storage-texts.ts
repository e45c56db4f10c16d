import { defineTexts } from '../language/define-texts.ts';

export const storageTexts = defineTexts({
  en: {
    title: 'Storage and retention',
    lead: 'What may be stored, for how long, which keys encrypt it, and what expires next.',
    loading: 'Loading…',
    parts: 'Parts of the page',
    tabs: {
      categories: 'Categories',
      beside: 'Other collections',
      documents: 'Documents',
      archive: 'Archive',
    },
    day: { one: 'day', other: 'days' },
    record: { one: 'record', other: 'records' },
    key: { one: 'key', other: 'keys' },
    columns: {
      category: 'Category',
      kept: 'Kept for',
      state: 'Where',
      live: 'Live',
      next: 'Expires in 7 days',
      keys: 'Keys',
      collection: 'Collection',
      expiry: 'Expires',
      personal: 'Personal data',
    },
    promised: (days: string) => `promised: ${days}`,
    chosen: 'chosen by you',
    destinations: { server: 'Server', device: 'Device', off: 'Off' },
    destinationNotes: {
      server: 'Stored here, encrypted',
      device: 'Kept in the browser of your customers',
      off: 'Stored nowhere',
    },
    overdue: (count: string) => `${count} overdue`,
    nextKey: (distance: string) => `the next is destroyed ${distance}`,
    noKeys: 'none yet',
    keys: {
      title: (category: string) => `Keys: ${category}`,
      lead: 'Records that expire in the same period share a key. When the key is destroyed, nobody can decrypt these records or copies of them any more.',
      destroyed: (moment: string) => `Destroyed at the earliest: ${moment}`,
      stays: 'Stays until the tenant is erased',
      made: (moment: string) => `created ${moment}`,
      more: (keys: string) => `Destroyed later: ${keys}`,
      none: 'No key is left.',
    },
    nobody: 'nothing',
    requiredBy: (modules: string) => `Required by ${modules}`,
    always: 'Every tenant uses this category, so it cannot be switched off',
    change: 'Change',
    pending: {
      title: 'Waiting to take effect',
      lead: 'These changes have no effect yet, and you can undo them.',
      undo: 'Undo',
      takes: (distance: string) => `takes effect ${distance}`,
      kinds: {
        shorten: (category: string, days: string) => `${category}: kept for ${days} only`,
        'switch-off': (category: string) => `${category}: switched off, its records deleted`,
        'cooling-off': (_: string, hours: string) => `Cooling-off shortened to ${hours}`,
        'erase-category': (category: string) => `${category}: all records will be erased`,
        'erase-tenant': () => 'The whole tenant will be erased',
      },
      hour: { one: 'hour', other: 'hours' },
    },
    sheet: {
      days: 'Days to keep a record',
      daysNote: (most: string) => `Whole days from 1 to ${most}.`,
      daysLonger: (most: string, choices: string) =>
        `Whole days from 1 to ${most}, or ${choices} for new records.`,
      where: 'Where its data goes',
      existing: 'Records that are already stored',
      expire: 'Let them expire on their planned day',
      delete: 'Delete them',
      wait: (hours: string) => `Wait ${hours} first, so that you can undo the change`,
      waits: (hours: string) => `The change takes effect in ${hours}. Until then you can undo it.`,
      preview: 'Effect of the change',
      counting: 'Counting…',
      nothing: 'Nothing would change.',
      at: 'Takes effect',
      gone: (days: number) =>
        days === 0
          ? 'Deleted at once'
          : days === 1
            ? 'Deleted within a day'
            : `Deleted within ${days} days`,
      without: 'as it is',
      with: 'with the change',
      chart: (category: string) => `Records of ${category} over the next 30 days`,
      apply: 'Apply',
      applyTitle: (category: string) => `Change ${category}?`,
      applyDetail: (gone: string) =>
        `Within 30 days, this change deletes at least ${gone} earlier than planned. After the change takes effect, you cannot undo it.`,
      applyCalm: 'Within 30 days, this change makes no record expire earlier.',
      phrase: (count: string) => `DELETE ${count} RECORDS`,
      erase: 'Erase all records',
      eraseTitle: (category: string) => `Erase ${category}?`,
      eraseDetail: (records: string) =>
        `Mayfly deletes ${records}, and the keys that no other record needs. The erasure does not switch the category off. A receipt proves the erasure.`,
      erasePhrase: (count: string) => `ERASE ${count} RECORDS`,
      eraseAction: 'Erase',
      eraseWaits: (from: string) =>
        `The erasure begins on ${from}. Until then you can undo it on this page.`,
      erasing: (id: string) =>
        `The erasure has begun. You find its receipt on the page “Requests”, under “Erasures”. The id of the erasure is ${id}.`,
    },
    archive: {
      title: 'Archive of a period',
      lead: 'All records of a category that were created in a period, also restricted ones. Mayfly signs the archive and encrypts it with a password that this page makes.',
      category: 'Category',
      hint: 'Without a period, the archive contains all present records of the category. An archive has at most 20,000 records.',
      save: 'Make and save the archive',
      tooMany: {
        title: 'More than 20,000 records',
        detail: 'Choose a shorter period, and make several archives.',
      },
    },
    documents: {
      record: {
        title: 'Record of processing activities',
        detail:
          'Art. 30 GDPR: which data of which people is processed, why, for how long, and with which safeguards.',
      },
      concept: {
        title: 'Deletion concept',
        detail:
          'Which rule deletes which data, when, and how people check the deletion. The document describes the running system, not a plan.',
      },
      log: {
        title: 'Deletion log',
        detail:
          'What erasures and expiries have deleted in the last 92 days, and which runs did it.',
      },
      download: { de: 'In German', en: 'In English' },
    },
  },
  de: {
    title: 'Speicher und Fristen',
    lead: 'Was gespeichert werden darf, wie lange, welche Schlüssel es verschlüsseln, und was als Nächstes abläuft.',
    loading: 'Wird geladen …',
    parts: 'Teile der Seite',
    tabs: {
      categories: 'Kategorien',
      beside: 'Andere Sammlungen',
      documents: 'Dokumente',
      archive: 'Archiv',
    },
    day: { one: 'Tag', other: 'Tage' },
    record: { one: 'Datensatz', other: 'Datensätze' },
    key: { one: 'Schlüssel', other: 'Schlüssel' },
    columns: {
      category: 'Kategorie',
      kept: 'Dauer',
      state: 'Ort',
      live: 'Aktiv',
      next: 'Laufen in 7 Tagen ab',
      keys: 'Schlüssel',
      collection: 'Sammlung',
      expiry: 'Läuft ab',
      personal: 'Personen\u00ADbezogene Daten',
    },
    promised: (days: string) => `zugesagt: ${days}`,
    chosen: 'von Ihnen gewählt',
    destinations: { server: 'Server', device: 'Gerät', off: 'Aus' },
    destinationNotes: {
      server: 'Hier gespeichert, verschlüsselt',
      device: 'Im Browser Ihrer Kunden',
      off: 'Nirgends gespeichert',
    },
    overdue: (count: string) => `${count} überfällig`,
    nextKey: (distance: string) => `nächste Vernichtung ${distance}`,
    noKeys: 'noch keine',
    keys: {
      title: (category: string) => `Schlüssel: ${category}`,
      lead: 'Datensätze, die im selben Zeitraum ablaufen, teilen sich einen Schlüssel. Ist der Schlüssel vernichtet, kann niemand diese Datensätze oder Kopien davon mehr entschlüsseln.',
      destroyed: (moment: string) => `Vernichtung frühestens: ${moment}`,
      stays: 'Bleibt so lange wie der Mandant',
      made: (moment: string) => `erstellt ${moment}`,
      more: (keys: string) => `Später vernichtet: ${keys}`,
      none: 'Kein Schlüssel ist übrig.',
    },
    nobody: 'nichts',
    requiredBy: (modules: string) => `Nötig für ${modules}`,
    always: 'Jeder Mandant nutzt diese Kategorie, deshalb lässt sie sich nicht ausschalten',
    change: 'Ändern',
    pending: {
      title: 'Wartende Änderungen',
      lead: 'Diese Änderungen wirken noch nicht, und Sie können sie zurücknehmen.',
      undo: 'Zurücknehmen',
      takes: (distance: string) => `wirkt ${distance}`,
      kinds: {
        shorten: (category: string, days: string) => `${category}: nur noch ${days} aufbewahrt`,
        'switch-off': (category: string) => `${category}: ausgeschaltet, Datensätze gelöscht`,
        'cooling-off': (_: string, hours: string) => `Bedenkzeit auf ${hours} verkürzt`,
        'erase-category': (category: string) => `${category}: alle Datensätze werden gelöscht`,
        'erase-tenant': () => 'Der ganze Mandant wird gelöscht',
      },
      hour: { one: 'Stunde', other: 'Stunden' },
    },
    sheet: {
      days: 'Tage, die ein Datensatz bleibt',
      daysNote: (most: string) => `Ganze Tage von 1 bis ${most}.`,
      daysLonger: (most: string, choices: string) =>
        `Ganze Tage von 1 bis ${most}, oder ${choices} für neue Datensätze.`,
      where: 'Wohin die Daten gehen',
      existing: 'Vorhandene Datensätze',
      expire: 'Am vorgesehenen Tag ablaufen lassen',
      delete: 'Löschen',
      wait: (hours: string) => `Erst ${hours} warten, damit sich die Änderung zurücknehmen lässt`,
      waits: (hours: string) =>
        `Die Änderung wartet ${hours} und lässt sich bis dahin zurücknehmen.`,
      preview: 'Wirkung der Änderung',
      counting: 'Wird gezählt …',
      nothing: 'Es würde sich nichts ändern.',
      at: 'Wirkt ab',
      gone: (days: number) =>
        days === 0
          ? 'Sofort gelöscht'
          : days === 1
            ? 'Binnen eines Tages gelöscht'
            : `Binnen ${days} Tagen gelöscht`,
      without: 'wie bisher',
      with: 'mit der Änderung',
      chart: (category: string) => `Datensätze von ${category} in den nächsten 30 Tagen`,
      apply: 'Anwenden',
      applyTitle: (category: string) => `${category} ändern?`,
      applyDetail: (gone: string) =>
        `Binnen 30 Tagen löscht diese Änderung mindestens ${gone} früher als vorgesehen. Sobald die Änderung wirkt, lässt sie sich nicht zurücknehmen.`,
      applyCalm: 'In den nächsten 30 Tagen läuft dadurch kein Datensatz früher ab.',
      phrase: (count: string) => `${count} DATENSÄTZE LÖSCHEN`,
      erase: 'Alle Datensätze löschen',
      eraseTitle: (category: string) => `${category} löschen?`,
      eraseDetail: (records: string) =>
        `Mayfly löscht ${records} und die Schlüssel, die kein anderer Datensatz braucht. Die Löschung schaltet die Kategorie nicht aus. Eine Quittung weist die Löschung nach.`,
      erasePhrase: (count: string) => `${count} DATENSÄTZE LÖSCHEN`,
      eraseAction: 'Löschen',
      eraseWaits: (from: string) =>
        `Die Löschung beginnt am ${from}. Bis dahin können Sie sie auf dieser Seite zurücknehmen.`,
      erasing: (id: string) =>
        `Die Löschung hat begonnen. Die Quittung der Löschung finden Sie auf der Seite „Anträge“, unter „Löschungen“. Die Id der Löschung ist ${id}.`,
    },
    archive: {
      title: 'Archiv eines Zeitraums',
      lead: 'Alle Datensätze einer Kategorie, die in einem Zeitraum entstanden sind, auch eingeschränkte. Mayfly signiert das Archiv und verschlüsselt es mit einem Passwort, das diese Seite bildet.',
      category: 'Kategorie',
      hint: 'Ohne Zeitraum enthält das Archiv alle jetzigen Datensätze der Kategorie. Ein Archiv hat höchstens 20.000 Datensätze.',
      save: 'Archiv erstellen und speichern',
      tooMany: {
        title: 'Mehr als 20.000 Datensätze',
        detail: 'Wählen Sie einen kürzeren Zeitraum und erstellen Sie mehrere Archive.',
      },
    },
    documents: {
      record: {
        title: 'Verzeichnis von Verarbeitungstätigkeiten',
        detail:
          'Art. 30 DSGVO: welche Daten welcher Personen verarbeitet werden, wozu, wie lange und mit welchen Maßnahmen.',
      },
      concept: {
        title: 'Löschkonzept',
        detail:
          'Welche Regel welche Daten wann löscht, und wie man die Löschung prüft. Das Dokument beschreibt das laufende System, nicht einen Plan.',
      },
      log: {
        title: 'Löschprotokoll',
        detail:
          'Was in den letzten 92 Tagen durch Löschungen und Ablauf gelöscht wurde, und welche Läufe es getan haben.',
      },
      download: { de: 'Auf Deutsch', en: 'Auf Englisch' },
    },
  },
});
