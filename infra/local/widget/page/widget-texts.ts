/** The languages of the widget. */
export const widgetLanguages = ['de', 'en'] as const;

export type WidgetLanguage = (typeof widgetLanguages)[number];

/** Where a variable is stored. The device module reports this. */
type Place = 'device' | 'server' | 'memory';

type WidgetTexts = {
  readonly otherLanguage: string;
  readonly title: string;
  readonly lead: string;
  readonly script: string;
  readonly chat: string;
  readonly log: string;
  readonly consent: string;
  readonly consentDetail: string;
  readonly agree: string;
  readonly decline: string;
  readonly declined: string;
  readonly bot: string;
  readonly you: string;
  readonly hello: string;
  readonly welcomeBack: (name: string) => string;
  readonly questions: { readonly [name: string]: string };
  readonly flowers: readonly string[];
  readonly advice: (known: { name: string; flower: string; plants: number }) => string;
  readonly answer: string;
  readonly send: string;
  readonly notANumber: string;
  readonly keptAt: (place: Place, until: string) => string;
  readonly show: string;
  readonly forget: string;
  readonly handOver: string;
  readonly known: string;
  readonly nothingKnown: string;
  /** The text that the page shows for each variable, by the name of the variable. */
  readonly labels: { readonly [name: string]: string };
  readonly columns: {
    readonly name: string;
    readonly value: string;
    readonly place: string;
    readonly until: string;
  };
  readonly places: { readonly [place in Place]: string };
  readonly forgotten: (count: number) => string;
  readonly handedOver: (fields: number) => string;
  readonly notHandedOver: (outcome: string) => string;
  readonly nothingToHandOver: string;
  readonly behind: string;
  readonly shopDecides: string;
  readonly shopNote: string;
  readonly destinations: { readonly device: string; readonly server: string };
  readonly moving: string;
  readonly moved: (destination: 'device' | 'server') => string;
  readonly file: string;
  readonly fileNote: string;
  readonly fileEmpty: string;
  readonly failed: (code: string) => string;
};

export const widgetTexts: { readonly [language in WidgetLanguage]: WidgetTexts } = {
  de: {
    otherLanguage: 'English',
    title: 'Gärtnerei Grünfink',
    lead: 'Ein Beispiel: Dieser Chat behält Ihre Antworten, wenn Sie zustimmen.',
    script: 'Dieser Chat braucht JavaScript.',
    chat: 'Pflanzenberatung',
    log: 'Gespräch',
    consent: 'Darf dieser Chat Ihre Antworten behalten?',
    consentDetail:
      'Auf Ihrem Gerät oder bei Mayfly, wie die Gärtnerei es festlegt. Höchstens 60 Tage, und nur für die Beratung. Sie können sie jederzeit ansehen und löschen. Ohne Ihre Zustimmung liest und schreibt dieser Chat nichts.',
    agree: 'Ja, behalten',
    decline: 'Nein',
    declined: 'In Ordnung. Ohne Ihre Zustimmung liest und speichert dieser Chat nichts.',
    bot: 'Grünfink',
    you: 'Sie',
    hello: 'Guten Tag! Ich berate Sie zu Blumen für Ihren Garten.',
    welcomeBack: (name) => `Willkommen zurück, ${name}!`,
    questions: {
      vorname: 'Wie darf ich Sie nennen?',
      lieblingsblume: 'Welche Blume mögen Sie am liebsten?',
      flaeche: 'Wie groß ist Ihr Beet in Quadratmetern?',
    },
    flowers: ['Akelei', 'Sonnenhut', 'Lavendel'],
    advice: ({ name, flower, plants }) =>
      `Danke, ${name}. Für Ihr Beet empfehle ich ${plants} Pflanzen: ${flower}.`,
    answer: 'Ihre Antwort',
    send: 'Senden',
    notANumber: 'Bitte geben Sie eine Zahl von 1 bis 10000 ein.',
    keptAt: (place, until) =>
      ({
        device: `Gespeichert auf diesem Gerät bis ${until}.`,
        server: `Gespeichert bei Mayfly bis ${until}.`,
        memory: 'Ihr Browser speichert nichts. Die Antwort bleibt, bis Sie die Seite schließen.',
      })[place],
    show: 'Was wissen Sie über mich?',
    forget: 'Vergessen Sie mich',
    handOver: 'Antworten an die Gärtnerei senden',
    known: 'Das wissen wir über Sie',
    nothingKnown: 'Wir wissen nichts über Sie.',
    labels: { vorname: 'Name', lieblingsblume: 'Lieblingsblume', flaeche: 'Beet in m²' },
    columns: { name: 'Angabe', value: 'Wert', place: 'Ort', until: 'Läuft ab' },
    places: { device: 'dieses Gerät', server: 'Mayfly', memory: 'diese Seite' },
    forgotten: (count) =>
      `Vergessen: ${count} ${count === 1 ? 'Angabe ist' : 'Angaben sind'} gelöscht, auf diesem Gerät und bei Mayfly. Ihre Zustimmung gilt nicht mehr.`,
    handedOver: (fields) =>
      `Die Gärtnerei hat ${fields} ${fields === 1 ? 'Angabe' : 'Angaben'} erhalten. Beim Senden hat Mayfly nichts gespeichert.`,
    notHandedOver: (outcome) =>
      `Die Gärtnerei hat nicht bestätigt, dass sie die Angaben erhalten hat (${outcome}).`,
    nothingToHandOver: 'Es gibt noch keine Antwort, die gesendet werden kann.',
    behind: 'Hinter den Kulissen',
    shopDecides: 'Die Gärtnerei speichert Variablen',
    shopNote:
      'Neue Antworten werden am neuen Ort gespeichert. Alte Antworten bleiben bis zu ihrem Ablauf, wo sie sind.',
    destinations: { device: 'auf dem Gerät', server: 'bei Mayfly' },
    moving: 'Die Änderung gilt in wenigen Sekunden …',
    moved: (destination) =>
      destination === 'device'
        ? 'Neue Antworten werden jetzt auf dem Gerät gespeichert.'
        : 'Neue Antworten werden jetzt bei Mayfly gespeichert.',
    file: 'Kundenkartei der Gärtnerei',
    fileNote:
      'Dieses System gehört der Gärtnerei. Es prüft die Signatur jeder Nachricht. „Vergessen Sie mich“ löscht hier nichts.',
    fileEmpty: 'Noch keine Nachricht.',
    failed: (code) => `Das ist nicht gelungen (${code}). Bitte versuchen Sie es noch einmal.`,
  },
  en: {
    otherLanguage: 'Deutsch',
    title: 'Greenfinch nursery',
    lead: 'An example: this chat keeps your answers, if you agree.',
    script: 'This chat needs JavaScript.',
    chat: 'Advice on plants',
    log: 'Conversation',
    consent: 'May this chat keep your answers?',
    consentDetail:
      'On your device or at Mayfly, as the nursery decides. For 60 days at most, and only for this advice. You can see and delete them at any time. Without your consent this chat reads and writes nothing.',
    agree: 'Yes, keep them',
    decline: 'No',
    declined: 'All right. Without your consent this chat reads and stores nothing.',
    bot: 'Greenfinch',
    you: 'You',
    hello: 'Hello! I advise you on flowers for your garden.',
    welcomeBack: (name) => `Welcome back, ${name}!`,
    questions: {
      vorname: 'What may I call you?',
      lieblingsblume: 'Which flower do you like best?',
      flaeche: 'How large is your flower bed, in square metres?',
    },
    flowers: ['Columbine', 'Coneflower', 'Lavender'],
    advice: ({ name, flower, plants }) =>
      `Thank you, ${name}. For your flower bed I suggest ${plants} plants: ${flower}.`,
    answer: 'Your answer',
    send: 'Send',
    notANumber: 'Please enter a number from 1 to 10000.',
    keptAt: (place, until) =>
      ({
        device: `Kept on this device until ${until}.`,
        server: `Kept at Mayfly until ${until}.`,
        memory: 'Your browser stores nothing. The answer stays until you close the page.',
      })[place],
    show: 'Show what you know about me',
    forget: 'Forget me',
    handOver: 'Send the answers to the nursery',
    known: 'What we know about you',
    nothingKnown: 'We know nothing about you.',
    labels: { vorname: 'Name', lieblingsblume: 'Favourite flower', flaeche: 'Flower bed in m²' },
    columns: { name: 'Answer', value: 'Value', place: 'Place', until: 'Expires' },
    places: { device: 'this device', server: 'Mayfly', memory: 'this page' },
    forgotten: (count) =>
      `Forgotten: ${count} ${count === 1 ? 'answer is' : 'answers are'} deleted, on this device and at Mayfly. Your consent has ended.`,
    handedOver: (fields) =>
      `The nursery has received ${fields} ${fields === 1 ? 'answer' : 'answers'}. Mayfly has stored nothing while sending.`,
    notHandedOver: (outcome) =>
      `The nursery has not confirmed that it received the answers (${outcome}).`,
    nothingToHandOver: 'There is no answer yet that could be sent.',
    behind: 'Behind the scenes',
    shopDecides: 'The nursery keeps variables',
    shopNote:
      'New answers are kept at the new place. Old answers stay where they are until they expire.',
    destinations: { device: 'on the device', server: 'at Mayfly' },
    moving: 'The change takes a few seconds …',
    moved: (destination) =>
      destination === 'device'
        ? 'New answers are now kept on the device.'
        : 'New answers are now kept at Mayfly.',
    file: 'Customer file of the nursery',
    fileNote:
      'This system belongs to the nursery. It checks the signature of each message. “Forget me” deletes nothing here.',
    fileEmpty: 'No message yet.',
    failed: (code) => `That did not work (${code}). Please try again.`,
  },
};
