export type Language = 'de' | 'en';

/** The texts of the page, in one language. */
export type Texts = {
  readonly tag: string;
  readonly title: string;
  readonly promise: string;
  readonly intro: string;
  readonly loading: string;
  readonly nothing: string;
  readonly count: (count: number) => string;
  readonly why: string;
  readonly until: string;
  readonly beside: (count: number) => string;
  readonly shared: (count: number) => string;
  readonly ends: (time: string) => string;
  readonly staysTitle: string;
  readonly stays: { readonly [what: string]: string };
  readonly download: { readonly access: string; readonly portability: string };
  readonly erase: string;
  readonly erasing: string;
  readonly confirmTitle: string;
  readonly confirmText: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly erasedTitle: string;
  readonly erasedText: string;
  readonly notes: string;
  readonly keepReceipt: string;
  readonly keepSalt: string;
  readonly receiptText: string;
  readonly receiptLater: (id: string) => string;
  readonly gone: string;
  readonly noToken: string;
  readonly ended: string;
  /**
   * The download is refused: the person has restricted data, and this link does not give access to
   * such data.
   */
  readonly restricted: string;
  /** All data of the tenant, which the page calls the provider, is being erased. */
  readonly leaving: string;
  readonly changed: string;
  readonly failed: string;
  readonly uncertain: string;
  readonly again: string;
};

export const texts: { readonly [language in Language]: Texts } = {
  de: {
    tag: 'de',
    title: 'Meine Daten',
    promise: 'Persönliche Daten, pünktlich gelöscht.',
    intro: 'Das ist zu Ihrer Person gespeichert.',
    loading: 'Ihre Daten werden gesucht …',
    nothing: 'Zu Ihrer Person ist nichts gespeichert.',
    count: (count) => (count === 1 ? '1 Eintrag' : `${count} Einträge`),
    why: 'Wofür',
    until: 'Gespeichert bis längstens',
    beside: (count) =>
      count === 1
        ? 'Dazu kommt ein Vermerk, etwa über einen offenen Antrag oder einen Gewinn.'
        : `Dazu kommen ${count} Vermerke, etwa über offene Anträge oder Gewinne.`,
    shared: (count) =>
      count === 1
        ? 'An einer Unterhaltung hat auch jemand anderes teilgenommen. Sie wird hier nicht gezählt und nicht gelöscht.'
        : `An ${count} Unterhaltungen hat auch jemand anderes teilgenommen. Sie werden hier nicht gezählt und nicht gelöscht.`,
    ends: (time) => `Dieser Zugang endet um ${time} Uhr.`,
    staysTitle: 'Was nach dem Löschen bleibt',
    stays: {
      free_text_of_others:
        'Was andere in eigenen Worten über Sie geschrieben haben: Texte sind verschlüsselt und werden nicht durchsucht. Sie verschwinden, wenn ihre Frist endet.',
      sums: 'Bloße Zahlen, etwa wie viele Preise vergeben wurden.',
      manager_log:
        'Das Protokoll darüber, wer in der Verwaltung etwas angesehen hat. Es enthält keine Werte von Ihnen. Seine Einträge werden nach höchstens 180 Tagen gelöscht.',
      backups: 'Kopien in Datensicherungen, höchstens sieben Tage lang.',
      used_codes:
        'Der Vermerk, dass ein Gutschein benutzt wurde, damit ihn niemand noch einmal erhält. Der Vermerk nennt Sie nicht.',
      restricted_records:
        'Eingeschränkte Daten, deren Löschung Sie widersprochen haben, die Sie für Ansprüche brauchen, oder die als Nachweis behalten sind. Auch der Vermerk, der von Ihnen zu solchen Daten führt, kann bleiben, höchstens 60 Tage lang. Auf Ihr Verlangen löscht der Anbieter auch sie.',
      conversations: 'Unterhaltungen, an denen auch jemand anderes teilgenommen hat.',
    },
    download: {
      access: 'Auskunft herunterladen',
      portability: 'Daten zum Mitnehmen herunterladen',
    },
    erase: 'Alles löschen …',
    erasing: 'Ihre Daten werden gelöscht …',
    confirmTitle: 'Wirklich alles löschen?',
    confirmText:
      'Das lässt sich nicht rückgängig machen. Auch Guthaben, Gutscheine und Teilnahmen sind danach fort.',
    confirm: 'Endgültig löschen',
    cancel: 'Abbrechen',
    erasedTitle: 'Ihre Daten sind gelöscht',
    erasedText: 'Gelöscht wurde:',
    notes: 'Vermerke',
    keepReceipt: 'Quittung speichern',
    keepSalt: 'Nummer und Salz speichern',
    receiptText:
      'Die Quittung ist signiert und beweist, was gelöscht wurde. Das Salz der Quittung wird nur jetzt gezeigt: Speichern Sie die Quittung, bevor Sie diese Seite schließen. Zusammen mit Ihrer Adresse ist sie selbst ein personenbezogenes Datum.',
    receiptLater: (id) =>
      `Die Quittung wird in einigen Minuten signiert. Fragen Sie dann den Anbieter nach der Quittung mit der Nummer ${id}. Die Schaltfläche unten speichert eine Datei mit der Nummer und dem Salz der Quittung. Speichern Sie die Datei jetzt, denn das Salz bekommen Sie nur jetzt.`,
    gone: 'Es war nichts zu löschen.',
    noToken:
      'Diese Seite öffnet sich über einen Link, den Sie vom Anbieter erhalten, nachdem Sie sich dort ausgewiesen haben.',
    ended:
      'Dieser Zugang ist abgelaufen oder wurde beendet. Fordern Sie beim Anbieter einen neuen Link an.',
    restricted:
      'Ein Teil Ihrer Daten ist eingeschränkt (Art. 18 DSGVO). Mit diesem Link lassen sich eingeschränkte Daten nicht herunterladen, deshalb wurde nichts heruntergeladen. Bitten Sie den Anbieter um einen Link von seinem Datenschutzbeauftragten, oder bitten Sie ihn, Ihnen das Archiv zu senden.',
    leaving:
      'Der Anbieter hat Mayfly verlassen. Alle seine Daten werden gerade gelöscht, auch Ihre.',
    changed:
      'Inzwischen hat sich etwas geändert. Es wurde nichts gelöscht. Bitte sehen Sie sich den neuen Stand an.',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    uncertain: 'Es ist nicht sicher, ob Ihre Daten gelöscht wurden. Sehen Sie bitte nach.',
    again: 'Noch einmal versuchen',
  },
  en: {
    tag: 'en-GB',
    title: 'My data',
    promise: 'Personal data, deleted on time.',
    intro: 'This is stored about you.',
    loading: 'Looking for your data …',
    nothing: 'Nothing is stored about you.',
    count: (count) => (count === 1 ? '1 entry' : `${count} entries`),
    why: 'What for',
    until: 'Kept at most until',
    beside: (count) =>
      count === 1
        ? 'There is also a note, for example about an open request or a prize.'
        : `There are also ${count} notes, for example about open requests or prizes.`,
    shared: (count) =>
      count === 1
        ? 'Somebody else also took part in one of your conversations. This conversation is not counted here and not erased.'
        : `Somebody else also took part in ${count} of your conversations. These conversations are not counted here and not erased.`,
    ends: (time) => `This access ends at ${time}.`,
    staysTitle: 'What stays after erasing',
    stays: {
      free_text_of_others:
        'Texts that other people have written about you: they are encrypted and not searched. They are deleted when they expire.',
      sums: 'Numbers without names, such as how many prizes were given.',
      manager_log:
        'The log of what the provider’s staff have looked at. It contains none of your values, and its entries are deleted after 180 days at most.',
      backups: 'Copies in backups, for seven days at most.',
      used_codes:
        'The note that a coupon was used, so that nobody gets it again. The note does not name you.',
      restricted_records:
        'Restricted data: you opposed its erasure, you need it for claims, or it is kept as a proof. The note that leads from you to such data may stay too, for 60 days at most. The provider erases it too if you ask for that.',
      conversations: 'Conversations with other people in them.',
    },
    download: {
      access: 'Download everything about my data',
      portability: 'Download data to take elsewhere',
    },
    erase: 'Erase everything …',
    erasing: 'Your data is being erased …',
    confirmTitle: 'Really erase everything?',
    confirmText:
      'This cannot be undone. It also deletes your balances, coupons and participations.',
    confirm: 'Erase for good',
    cancel: 'Cancel',
    erasedTitle: 'Your data is erased',
    erasedText: 'What was erased:',
    notes: 'Notes',
    keepReceipt: 'Save the receipt',
    keepSalt: 'Save the number and the salt',
    receiptText:
      'The receipt is signed and proves what was erased. Its salt is shown only now, so save the receipt before you close this page. Together with your address, the receipt is itself personal data.',
    receiptLater: (id) =>
      `The receipt will be signed in a few minutes. Then ask the provider for the receipt with the number ${id}. The button below saves a file with the number and the salt of the receipt. Save the file now, because you get the salt only now.`,
    gone: 'There was nothing to erase.',
    noToken:
      'You need a link to open this page. The provider gives you the link after you have proved who you are.',
    ended: 'This access has expired or was ended. Ask the provider for a new link.',
    restricted:
      'Some of your data is restricted (Art. 18 GDPR). With this link you cannot download restricted data, so nothing was downloaded. Ask the provider for a link from its data protection officer, or ask the provider to send you the archive.',
    leaving: 'The provider has left Mayfly. All its data is being erased, yours too.',
    changed:
      'Your data has changed in the meantime, so nothing was erased. Please look at the present data.',
    failed: 'That did not work. Please try again.',
    uncertain: 'It is not certain whether your data was erased. Please check again.',
    again: 'Try again',
  },
};

/** Returns the first language of the browser that is German or English, or else English. */
export function preferredLanguage(preferred: readonly string[]): Language {
  const found = preferred.map((tag) => tag.slice(0, 2).toLowerCase());
  return found.find((tag): tag is Language => tag === 'de' || tag === 'en') ?? 'en';
}
