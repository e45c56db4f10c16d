import type { Category, Origin } from '#shared/categories/define-category.ts';
import type { Texts } from '#shared/categories/texts.ts';

/**
 * Paragraphs of the readable page: the information that Article 15(1) and (2) requires, in plain
 * words.
 */
export const lawTexts = {
  storage: {
    de: 'Jeder Eintrag wird automatisch gelöscht, an dem Tag in der Spalte „Wird gelöscht“. Danach können Kopien in Sicherungen noch höchstens sieben Tage bestehen.',
    en: 'Each entry is deleted automatically, on the day in the column “Deleted on”. After that day, copies in backups may exist for seven days at most.',
  },
  source: {
    de: 'Die Tabelle nennt für jede Art von Angaben die Herkunft: Sie haben die Angaben selbst gemacht, sie sind bei der Nutzung des Angebots entstanden, oder sie wurden aus anderen Angaben abgeleitet.',
    en: 'The table states the source of each kind of information: you provided it, the service observed it while you used the service, or it was derived from other information.',
  },
  place: {
    de: 'Diese Daten werden in der Europäischen Union gespeichert.',
    en: 'This data is stored in the European Union.',
  },
  automated: {
    de: 'Das System, das diese Daten speichert, entscheidet nicht automatisiert über Sie (Art. 22 DSGVO). Wer bei einer Verlosung gewinnt, bestimmt allein der Zufall. Wenn ein Programm erkannt hat, worum es in einer Nachricht geht, steht das Ergebnis bei der Nachricht. Der Verantwortliche kann in anderen Systemen automatisiert entscheiden oder Profile bilden. Darüber informiert Sie seine Datenschutzerklärung, und Sie können ihn fragen.',
    en: 'The system that stores this data makes no automated decisions about you (Art. 22 GDPR). Chance alone determines who wins a raffle. If a program has recognised what a message is about, the result is shown with the message. The controller may use automated decisions or profiles in other systems. Its privacy notice informs you about them, and you may ask the controller.',
  },
  lookedAt: {
    de: 'Ein Protokoll zeichnet auf, wann Beschäftigte einen einzelnen Eintrag ansehen, ändern oder löschen. Änderungen und Löschungen zeichnet es auf, bevor sie geschehen, also auch erfolglose Versuche. Den Inhalt des Eintrags zeichnet es nicht auf. Diese Auskunft nennt die Beschäftigten nicht, weil dies deren Rechte berühren würde (EuGH, Urteil vom 22. Juni 2023, C-579/21). Das Protokoll zeichnet auch auf, wann Listen, Suchergebnisse oder ganze Datenbestände angesehen oder ausgegeben wurden. Diese Aufzeichnungen haben keinen Bezug zu einzelnen Personen und können daher hier nicht aufgeführt werden. Alle Aufzeichnungen werden höchstens 180 Tage aufbewahrt.',
    en: 'A log records when staff view, change or delete a single entry. It records changes and deletions before they happen, so it also contains attempts that failed. The log does not contain the content of the entry. This page does not name the staff, because that would affect their own rights (CJEU, judgment of 22 June 2023, C-579/21). The log also records when staff view or export lists, search results or whole sets of data. These records do not refer to single persons, so they cannot be listed here. All these records are kept for 180 days or less.',
  },
  lookedAtNone: {
    de: 'Laut Protokoll hat niemand einen einzelnen Eintrag von Ihnen angesehen oder geändert.',
    en: 'According to the log, nobody viewed or changed a single entry of yours.',
  },
  shared: {
    de: 'An den folgenden Unterhaltungen war erkennbar auch jemand anderes beteiligt. Die Nachrichten daraus fehlen hier. Denn diese Nachrichten könnten die Rechte anderer beeinträchtigen (Art. 15 Abs. 4 DSGVO), und es ist nicht sicher, von wem sie stammen. Einträge aus diesen Unterhaltungen, die Angaben zu Ihrer Person enthalten (zum Beispiel Ihre E-Mail-Adresse), sind enthalten. Sie können verlangen, dass der Verantwortliche das im Einzelfall prüft.',
    en: 'Somebody else was identified in the following conversations. The messages in them are left out: they could affect the rights of others (Art. 15(4) GDPR), and it is not certain who wrote them. Entries in these conversations that identify you are included. You may ask the controller to examine this in your case.',
  },
  withheld: {
    de: 'Von diesen Einträgen fehlt der Inhalt, weil er Rechte anderer beeinträchtigen würde (Art. 15 Abs. 4 DSGVO). Sie können verlangen, dass der Verantwortliche das noch einmal prüft:',
    en: 'These entries are without their content, because it would adversely affect the rights of others (Art. 15(4) GDPR). You may ask the controller to examine this once more:',
  },
  waiting: {
    de: 'Diese Einträge wurden aus einem älteren System übernommen und sind hier noch nicht lesbar. Der Tag ihrer Löschung verschiebt sich dadurch nicht. Fragen Sie später noch einmal, um ihren Inhalt zu erhalten:',
    en: 'These entries were imported from an older system and cannot be read here yet. This does not change the day on which they are deleted. Ask again later to receive their content:',
  },
  notChosen: {
    de: 'Die folgenden Unterhaltungen wurden für diese Auskunft nicht ausgewählt. Einträge aus diesen Unterhaltungen, die Angaben zu Ihrer Person enthalten (zum Beispiel Ihre E-Mail-Adresse), sind enthalten.',
    en: 'The following conversations were not chosen for this archive. Entries in these conversations that identify you are included.',
  },
  freeText: {
    de: 'Texte sind verschlüsselt und werden nicht durchsucht. Was andere in eigenen Nachrichten über Sie geschrieben haben, wird deshalb nicht gefunden.',
    en: 'Texts are encrypted and are not searched. So messages in which others wrote about you are not found.',
  },
  technical: {
    de: 'Zum Auffinden Ihrer Einträge speichert das System außerdem Prüfwerte (Hashwerte) Ihrer Angaben. Niemand kann Ihre Angaben aus diesen Prüfwerten berechnen. Die Prüfwerte werden mit den Einträgen gelöscht.',
    en: 'To find your entries, the system also stores hash values of your details. Nobody can compute your details from these hash values. The hash values are deleted with the entries.',
  },
  device: {
    de: 'Was nur auf Ihrem eigenen Gerät gespeichert ist, etwa in Ihrem Browser, liegt dem Verantwortlichen nicht vor und ist nicht enthalten.',
    en: 'Data that is stored only on your own device, for example in your browser, is not included. The controller does not have it.',
  },
  conversationOnly: {
    de: 'Diese Zusammenstellung umfasst eine ganze Unterhaltung. Wenn darin mehrere Personen genannt sind, enthält sie Daten jeder dieser Personen. Wer sie weitergeben will, muss vorher prüfen, ob dies Rechte anderer beeinträchtigen würde (Art. 15 Abs. 4 DSGVO).',
    en: 'This archive covers a whole conversation. If several persons are named in the conversation, the archive contains data of each person. Whoever wants to pass the archive on must first examine whether this would affect the rights of others (Art. 15(4) GDPR).',
  },
  complaint: {
    de: 'Sie können sich bei einer Datenschutz-Aufsichtsbehörde beschweren (Art. 77 DSGVO), insbesondere in dem Mitgliedstaat, in dem Sie wohnen oder arbeiten oder in dem der mutmaßliche Verstoß geschah.',
    en: 'You may lodge a complaint with a supervisory authority (Art. 77 GDPR), in particular in the Member State where you live or work or where the alleged infringement took place.',
  },
} as const satisfies { readonly [name: string]: Texts };

/** The rights of a person, one on each line (Art. 15(1)(e) GDPR). */
export const rightTexts: readonly Texts[] = [
  {
    de: 'Berichtigung unrichtiger und Vervollständigung unvollständiger Daten (Art. 16 DSGVO)',
    en: 'Rectification of inaccurate and completion of incomplete data (Art. 16 GDPR)',
  },
  { de: 'Löschung (Art. 17 DSGVO)', en: 'Erasure (Art. 17 GDPR)' },
  {
    de: 'Einschränkung der Verarbeitung (Art. 18 DSGVO)',
    en: 'Restriction of processing (Art. 18 GDPR)',
  },
  {
    de: 'Übertragbarkeit der Daten, die Sie bereitgestellt haben, wenn die Verarbeitung auf Einwilligung oder Vertrag beruht (Art. 20 DSGVO)',
    en: 'Portability of the data that you provided, where processing is based on consent or contract (Art. 20 GDPR)',
  },
  {
    de: 'Widerspruch aus Gründen, die sich aus Ihrer besonderen Situation ergeben, wenn die Verarbeitung auf berechtigten Interessen oder einer öffentlichen Aufgabe beruht, und jederzeit gegen Direktwerbung (Art. 21 DSGVO)',
    en: 'Objection on grounds relating to your particular situation, where processing is based on legitimate interests or a public task, and at any time to direct marketing (Art. 21 GDPR)',
  },
  {
    de: 'Widerruf einer Einwilligung jederzeit mit Wirkung für die Zukunft (Art. 7 Abs. 3 DSGVO)',
    en: 'Withdrawal of consent at any time, with effect for the future (Art. 7(3) GDPR)',
  },
];

/** The texts that state on the readable page from where a value comes. */
export const originTexts: { readonly [origin in Origin]: Texts } = {
  provided: { de: 'von Ihnen angegeben', en: 'provided by you' },
  observed: { de: 'bei der Nutzung entstanden', en: 'observed while you used the service' },
  derived: { de: 'aus anderen Angaben abgeleitet', en: 'derived from other information' },
};

/** The texts after a number of days. They state from which instant the days are counted. */
export const basisTexts: { readonly [basis in Category['retention']['basis']]: Texts } = {
  created: { de: 'Tage ab Erstellung', en: 'days from creation' },
  last_interaction: { de: 'Tage ab der letzten Interaktion', en: 'days from the last interaction' },
  own_expiry: {
    de: 'Tage höchstens; jeder Eintrag hat ein eigenes Ablaufdatum',
    en: 'days at most; each entry has its own expiry date',
  },
};
