import type { Texts } from '#shared/categories/texts.ts';
import type { ChainFault } from './check-chain.ts';
import type { HeadFault } from './heads.ts';
import type { Defect } from './open-receipt-text.ts';

type Words<Key extends string> = { readonly [key in Key]: Texts };

export const kindWords: { readonly [kind: string]: Texts } = {
  erasure: { de: 'Löschung', en: 'Erasure' },
  absence: { de: 'Nichts mehr gefunden', en: 'Nothing found any more' },
  expiry: { de: 'Ablauf von Daten an einem Tag', en: 'Expiry of data on a day' },
  notices: { de: 'Mitteilungen an Empfänger', en: 'Notices to recipients' },
};

export const defectWords: Words<Defect> = {
  'no-receipt': {
    de: 'Das ist keine Quittung, oder sie ist beschädigt.',
    en: 'This is no receipt, or it is damaged.',
  },
  'another-kind-of-statement': {
    de: 'Das ist keine Quittung, sondern eine andere signierte Aussage.',
    en: 'This is not a receipt but another signed statement.',
  },
  'unknown-key': {
    de: 'Kein Schlüssel, den diese Prüfung verwendet, hat den Namen, den die Quittung nennt.',
    en: 'No key that this check uses has the name that the receipt states.',
  },
  'signature-wrong': {
    de: 'Die Signatur stimmt nicht: Die Quittung wurde verändert, oder ein anderer Schlüssel hat sie signiert.',
    en: 'The signature is wrong: the receipt was changed, or another key has signed it.',
  },
  'format-unknown': {
    de: 'Die Signatur stimmt, aber diese Prüfung kennt die Form der Quittung nicht.',
    en: 'The signature is correct, but this check does not know the form of the receipt.',
  },
};

export const faultWords: Words<(ChainFault | HeadFault)['fault']> = {
  fork: {
    de: 'Zwei verschiedene Quittungen tragen diese Nummer. Also hat jemand eine Quittung aus einem anderen Verlauf erhalten.',
    en: 'Two different receipts have this number. So somebody got a receipt from another history.',
  },
  break: {
    de: 'Diese Quittung enthält nicht den Hashwert der Quittung davor.',
    en: 'This receipt does not contain the hash of the receipt before it.',
  },
  gap: {
    de: 'Vor dieser Quittung fehlen Quittungen. Deshalb ist die Kette hier nicht geprüft.',
    en: 'Some receipts before this one are missing, so the chain is not checked here.',
  },
  'head-fork': {
    de: 'Die Protokollzeilen nennen zwei verschiedene Quittungen mit dieser Nummer. Also hat jemand eine Quittung aus einem anderen Verlauf erhalten.',
    en: 'The log lines name two different receipts with this number. So somebody got a receipt from another history.',
  },
  'head-differs': {
    de: 'Die Protokollzeilen nennen eine andere Quittung mit dieser Nummer. Also gehört diese Quittung zu einem anderen Verlauf.',
    en: 'The log lines name another receipt with this number. So this receipt belongs to another history.',
  },
  'head-missing': {
    de: 'Keine Protokollzeile nennt diese Quittung.',
    en: 'No log line names this receipt.',
  },
  'head-alone': {
    de: 'Die Protokollzeilen nennen diese spätere Quittung, die hier fehlt.',
    en: 'The log lines name this later receipt, which is missing here.',
  },
};

export const labelWords = {
  receipt: { de: 'Quittung', en: 'Receipt' },
  genuine: { de: 'Echt, signiert mit', en: 'Genuine, signed with' },
  tenant: { de: 'Mandant', en: 'Tenant' },
  issued_at: { de: 'Ausgestellt', en: 'Issued' },
  erasure: { de: 'Löschauftrag', en: 'Erasure' },
  scope: { de: 'Umfang', en: 'Scope' },
  category: { de: 'Kategorie', en: 'Category' },
  asked_by: { de: 'Gesucht nach', en: 'Searched by' },
  accepted_at: { de: 'Angenommen', en: 'Accepted' },
  fenced_at: { de: 'Für alle verborgen', en: 'Hidden from everybody' },
  completed_at: { de: 'Vollständig gelöscht', en: 'Completely erased' },
  searched_at: { de: 'Gesucht', en: 'Searched' },
  copies_gone_by: { de: 'In keiner Sicherung mehr ab', en: 'In no backup after' },
  day: { de: 'Tag (UTC)', en: 'Day (UTC)' },
  counted_at: { de: 'Gezählt', en: 'Counted' },
  looked_at: { de: 'Nachgesehen', en: 'Counted again' },
  hash: { de: 'SHA-256 dieser Quittung', en: 'SHA-256 of this receipt' },
  previous: { de: 'SHA-256 der Quittung davor', en: 'SHA-256 of the receipt before' },
  categories: { de: 'Gelöscht', en: 'Erased' },
  due: { de: 'An diesem Tag fällig', en: 'Due on this day' },
  overdue: { de: 'noch nicht gelöscht', en: 'not deleted yet' },
  beside: { de: 'Außerdem gelöscht', en: 'Also erased' },
  keys: {
    de: 'Schlüssel, und bis wann sie höchstens bestehen',
    en: 'Keys, and the latest time of their destruction',
  },
  keys_due: {
    de: 'Schlüssel, die an diesem Tag fällig waren',
    en: 'Keys that were due on this day',
  },
  destroyed: { de: 'vernichtet', en: 'destroyed' },
  kept: { de: 'besteht noch', en: 'still there' },
  stays: { de: 'Was bleibt, und warum', en: 'What was not deleted, and why' },
  recipients: {
    de: 'Empfänger, die über die Löschung informiert werden',
    en: 'Recipients who are informed about the erasure',
  },
  taken: { de: 'angenommen', en: 'taken' },
  not_taken: { de: 'nicht angenommen', en: 'not taken' },
  does_not_prove: {
    de: 'Was diese Quittung nicht beweist',
    en: 'What this receipt does not prove',
  },
  theirs: {
    de: 'Die Quittung gehört zu diesen Angaben: Die Suche verwendete genau diese Angaben.',
    en: 'The receipt belongs to these values: the search used exactly these values.',
  },
  not_theirs: {
    de: 'Die Quittung gehört nicht zu diesen Angaben und diesem Salz.',
    en: 'The receipt does not belong to these values and this salt.',
  },
  not_compared: {
    de: 'Nicht mit Angaben verglichen. Ohne das Salz kann niemand sagen, um welche Person es in der Quittung geht.',
    en: 'Not compared with any values. Without its salt nobody can tell which person the receipt is about.',
  },
  witnessed: {
    de: 'Mit den Protokollzeilen verglichen.',
    en: 'Compared with the log lines.',
  },
  whole: { de: 'Alles in Ordnung.', en: 'All is in order.' },
  broken: { de: 'Nicht in Ordnung.', en: 'Not in order.' },
  empty: { de: 'Keine Quittung gefunden.', en: 'No receipt was found.' },
} as const satisfies { readonly [label: string]: Texts };

export const scopeWords: { readonly [scope: string]: Texts } = {
  person: { de: 'eine Person', en: 'a person' },
  conversation: { de: 'eine Unterhaltung', en: 'a conversation' },
  category: { de: 'eine Kategorie', en: 'a category' },
  tenant: { de: 'ein Mandant', en: 'a tenant' },
};

/** The kinds of identifiers, in words. */
export const nameWords: { readonly [name: string]: Texts } = {
  email: { de: 'E-Mail-Adresse', en: 'Email address' },
  phone: { de: 'Telefonnummer, mit +49 …', en: 'Phone number, with +49 …' },
  external_id: { de: 'Messenger-Kennung', en: 'Messenger ID' },
  push_endpoint: { de: 'Web-Push-Adresse', en: 'Web Push endpoint' },
  conversation_id: { de: 'Unterhaltung', en: 'Conversation' },
  conversation_external_id: {
    de: 'Externe Kennung der Unterhaltung',
    en: 'External ID of the conversation',
  },
};

/** German words for the statements in receipts. The receipts themselves contain English words. */
export const toldWords: { readonly [what: string]: string } = {
  used_codes:
    'Eine Marke sagt, dass ein Code benutzt ist, damit ihn niemand noch einmal bekommt. Sie nennt keine Person.',
  kept_consents:
    'Diese Einwilligungen werden aus dem genannten Grund als Nachweis behalten und sind bis zu ihrem Ablauf eingeschränkt. Auf ausdrückliches Verlangen werden auch sie gelöscht.',
  restricted_records:
    'Diese Datensätze sind eingeschränkt, weil die Person der Löschung widersprochen hat, weil die Person die Datensätze für Ansprüche braucht, oder weil die Datensätze als Nachweis behalten werden. Auf ausdrückliches Verlangen werden auch sie gelöscht. Führt nur die Angabe, zu welcher Person eine Unterhaltung gehört, zu einem solchen Datensatz, bleibt auch diese Angabe, höchstens 60 Tage lang. Sie enthält einen Hashwert einer Kennung.',
  conversations:
    'Die Nachrichten dieser Unterhaltungen bleiben, weil darin auch jemand anderes erkennbar ist oder weil die Unterhaltungen nicht gewählt wurden. Einträge, die die Person nennen, sind gelöscht.',
  free_text_of_others:
    'Freitext ist verschlüsselt und wird nicht durchsucht: Was andere über die Person geschrieben haben, bleibt bis zu seinem Ablauf.',
  other_conversations:
    'Nur diese Unterhaltung wurde gelöscht. Was dieselben Personen an anderer Stelle gesagt oder hinterlassen haben, bleibt bis zu seinem Ablauf.',
  other_categories:
    'Nur diese Kategorie wurde gelöscht. Was in anderen Kategorien gespeichert ist, bleibt bis zu seinem Ablauf.',
  later_records:
    'Was in der Kategorie gespeichert wurde, nachdem die Löschung wirksam war, bleibt bis zu seinem Ablauf.',
  code_stock:
    'Die Vorräte bleiben, ebenso die Codes darin, die noch niemand bekommen hat. Sie gehören niemandem.',
  proof_of_erasure:
    'Dieser Löschauftrag und die Quittungen des Mandanten bleiben bis zum Ende des vierten Jahres nach dem Jahr, in dem sie entstanden, und werden dann gelöscht. Sie enthalten Zahlen, Zeitpunkte und Hashwerte.',
  tenant_id: 'Die Kennung des Mandanten bleibt, damit niemand anderes sie je bekommt.',
  ledger:
    'Die zufälligen Kennungen der gelöschten Daten bleiben so lange, wie eine Sicherung diese Daten zurückbringen könnte, und zwei Tage länger.',
  people_of_other_tenants:
    'Mitglieder, die auch zu einem anderen Mandanten gehören, bleiben dort Mitglieder. Das Dokument eines solchen Mitglieds nennt noch diesen Mandanten. Das gibt dem Mitglied kein Recht.',
  sealed_backups:
    'Kopien in Sicherungen der Datenbank werden spätestens 7 Tage nach der Löschung gelöscht. Die Schlüssel der Datensätze sind vernichtet, deshalb kann niemand Kopien der Datensätze entschlüsseln.',
  sums: 'Zwei Zahlen bleiben: die Zahl der vergebenen Gewinne und die Zahl der Gewinner einer Ziehung. Sie nennen keine Person. Die Kennungen in der Liste der Teilnehmenden einer Ziehung verweisen auf niemanden mehr. Vergebene Gewinne gelten weiter als vergeben.',
  manager_log:
    'Das Manager-Protokoll sagt, was Manager getan haben. Es nennt Datensätze und Felder, aber nie Werte. Jeder Eintrag wird nach höchstens 180 Tagen gelöscht.',
  backups:
    'Kopien in Sicherungen der Datenbank werden spätestens 7 Tage nach der Löschung gelöscht.',
  salt: 'Zusammen mit dem Salz und den Angaben sagt diese Quittung etwas über eine Person. Dann ist die Quittung selbst ein personenbezogenes Datum.',
  copies_elsewhere:
    'Die Quittung gilt nicht für Daten, die vorher exportiert, weitergegeben oder kopiert wurden, und nicht für Daten in einem anderen System.',
  word_of_the_service:
    'Der Dienst signiert seine eigenen Handlungen und Zahlen. Die Signatur beweist nicht, dass die Zahlen stimmen oder dass keine weiteren Daten vorhanden sind.',
  deeds_of_recipients:
    'Angenommen heißt, dass das System des Empfängers mit Erfolg geantwortet hat. Ob die Daten dort gelöscht wurden, kann nur der Empfänger sagen.',
  named_recipients_only:
    'Die Quittung gilt für die Adressen von Empfängern, die der Mandant bei der Annahme des Löschauftrags genannt hatte.',
  later_data: 'Die Quittung sagt nichts über Daten, die nach der Löschung gespeichert wurden.',
  other_names:
    'Die Suche verwendete nur die Angaben aus dem Antrag auf Löschung und keine anderen Angaben derselben Person. Freitext wird nicht durchsucht.',
  that_instant:
    'Die Quittung gilt für den Augenblick der Suche. Abgelaufene Daten gelten als nicht vorhanden, auch wenn sie noch nicht gelöscht sind.',
  counts_only:
    'Die Quittung sagt, wie viele Datensätze fällig waren, aber nicht, welche. Die Zahl enthält auch Datensätze, die an dem Tag von Hand gelöscht wurden oder deren Ablauf sich verschob. Sie enthält keine Datensätze, die vor der Zählung gelöscht wurden.',
};
