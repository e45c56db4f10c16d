import type { LetterWords } from './letter-words.ts';

export const wordsDe: LetterWords = {
  kinds: {
    withdrawal: 'Widerruf einer Einwilligung (Art. 7 Abs. 3 DSGVO)',
    access: 'Antrag auf Auskunft (Art. 15 DSGVO)',
    rectification: 'Antrag auf Berichtigung (Art. 16 DSGVO)',
    erasure: 'Antrag auf Löschung (Art. 17 DSGVO)',
    restriction: 'Antrag auf Einschränkung der Verarbeitung (Art. 18 DSGVO)',
    portability: 'Antrag auf Übertragung Ihrer Daten (Art. 20 DSGVO)',
    objection: 'Widerspruch gegen die Verarbeitung (Art. 21 DSGVO)',
  },
  reasons: {
    complexity: 'weil Ihr Anliegen komplex ist',
    number_of_requests: 'weil uns zurzeit viele Anträge vorliegen',
  },
  doubts: {
    unknown_address:
      'Die Nachricht kam von einer Adresse, die wir nicht zu der Person gespeichert haben.',
    several_persons: 'Ihre Angaben passen zu mehreren Personen.',
    on_behalf: 'Die Nachricht kam von jemandem, der für die Person handelt.',
    signs_of_abuse: 'Es gibt Anzeichen dafür, dass sich jemand als die Person ausgibt.',
  },
  methods: {
    sign_in: 'Melden Sie sich bitte in Ihrem Konto an und senden Sie uns den Antrag von dort.',
    code_to_known_address:
      'Wir senden einen Code an die Adresse, die wir gespeichert haben. Bitte teilen Sie uns diesen Code mit.',
    reply_from_known_address:
      'Bitte antworten Sie uns von der Adresse aus, die Sie uns früher genannt haben.',
    call_to_known_phone: 'Wir rufen Sie unter der Telefonnummer an, die wir gespeichert haben.',
    known_details:
      'Bitte nennen Sie uns eine Angabe, die nur Sie und wir kennen, etwa die Nummer einer Bestellung.',
    electronic_id: 'Bitte weisen Sie sich mit der Online-Ausweisfunktion aus.',
  },
  grounds: {
    identity_not_shown:
      'Wir konnten nicht feststellen, dass Sie die betroffene Person sind (Art. 12 Abs. 2 DSGVO).',
    manifestly_unfounded: 'Der Antrag ist offenkundig unbegründet (Art. 12 Abs. 5 DSGVO).',
    excessive:
      'Der Antrag ist exzessiv, insbesondere weil er häufig wiederholt wurde (Art. 12 Abs. 5 DSGVO).',
    legal_obligation:
      'Wir sind gesetzlich verpflichtet, die Daten zu verarbeiten (Art. 17 Abs. 3 Buchst. b DSGVO).',
    legal_claims:
      'Wir brauchen die Daten, um Rechtsansprüche geltend zu machen, auszuüben oder zu verteidigen (Art. 17 Abs. 3 Buchst. e DSGVO).',
    rights_of_others:
      'Wenn wir Ihnen die Daten gäben, würde das die Rechte anderer Personen beeinträchtigen (Art. 15 Abs. 4, Art. 20 Abs. 4 DSGVO).',
    compelling_grounds:
      'Zwingende schutzwürdige Gründe für die Verarbeitung überwiegen Ihre Interessen (Art. 21 Abs. 1 DSGVO).',
    conditions_not_met: 'Die gesetzlichen Voraussetzungen für Ihr Anliegen liegen nicht vor.',
  },
  done: {
    withdrawal:
      'Wir haben Ihren Widerruf umgesetzt. Die Verarbeitung vor Ihrem Widerruf bleibt rechtmäßig.',
    access: 'Die Auskunft über Ihre Daten erhalten Sie mit diesem Schreiben.',
    rectification: 'Wir haben Ihre Daten berichtigt.',
    erasure:
      'Wir haben Ihre Daten gelöscht. Kopien in Datensicherungen sind spätestens sieben Tage danach verschwunden.',
    restriction:
      'Wir haben die Verarbeitung Ihrer Daten eingeschränkt. Bevor wir das aufheben, unterrichten wir Sie.',
    portability: 'Die Daten, die Sie uns bereitgestellt haben, erhalten Sie mit diesem Schreiben.',
    objection: 'Wir verarbeiten Ihre Daten nicht mehr zu dem Zweck, dem Sie widersprochen haben.',
  },
  nothingStored: 'Wir haben keine Daten zu Ihrer Person gespeichert.',
  greeting: 'Guten Tag,',
  and: ' und ',
  received: (kind, day) => `am ${day} haben wir von Ihnen erhalten: ${kind}.`,
  identity: {
    subject: 'Ihr Anliegen: bitte bestätigen Sie, wer Sie sind',
    text: (doubt, method) =>
      `Wir haben begründete Zweifel, ob die Nachricht von der betroffenen Person stammt. ${doubt} Deshalb bitten wir Sie um eine Bestätigung (Art. 12 Abs. 6 DSGVO). ${method}`,
    noCopy: 'Bitte senden Sie uns keine Kopie eines Ausweises.',
    timeStands: 'Bis zu Ihrer Antwort steht die Frist still, in der wir Ihnen antworten müssen.',
  },
  extension: {
    subject: 'Ihr Anliegen: wir brauchen mehr Zeit',
    text: (reasons, day) =>
      `Wir können Ihnen nicht innerhalb eines Monats antworten, ${reasons}. Deshalb verlängern wir die Frist (Art. 12 Abs. 3 Satz 2 DSGVO). Sie erhalten unsere Antwort bis zum ${day}.`,
  },
  refusal: {
    subject: 'Ihr Anliegen: wir können ihm nicht nachkommen',
    text: (ground) => `Wir werden in dieser Sache nicht tätig. Der Grund: ${ground}`,
    remedies: (authority) =>
      `Sie können sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO), zum Beispiel hier: ${authority}. Sie können auch vor Gericht klagen (Art. 79 DSGVO): in dem Mitgliedstaat unserer Niederlassung oder in dem Mitgliedstaat Ihres gewöhnlichen Aufenthalts. In Deutschland ist das Gericht am Ort unserer Niederlassung oder Ihres Aufenthalts zuständig (§ 44 BDSG).`,
  },
  completion: {
    subject: 'Ihr Anliegen: es ist erledigt',
    proof: (id) => `Zum Nachweis haben wir diese Kennung vermerkt: ${id}.`,
  },
};
