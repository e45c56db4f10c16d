import { defineTexts } from '../language/define-texts.ts';

/** Events that Mayfly’s modules write. Other modules may write their own events. */
export const knownEvents = ['sign_in.passed', 'sign_in.failed', 'api.failed'] as const;

export const runtimeLogTexts = defineTexts({
  en: {
    title: 'Runtime log',
    lead: 'Sign-ins that passed or failed, and errors of external APIs. Each entry is deleted after seven days at most.',
    empty: {
      title: 'No entries',
      detail: 'There are no entries, or none fits the filters.',
    },
    level: 'Level',
    event: 'Event',
    message: 'Message',
    email: 'Email address',
    ip: 'IP address',
    trace: 'Trace',
    conversation: 'Conversation',
    time: 'Time',
    goes: 'Expires',
    httpBody: 'HTTP body',
    noHttpBody: 'None: there was no body, or the debug mode was off.',
    cut: 'Cut because it was too long; the end is missing.',
    levels: { debug: 'Debug', info: 'Info', warn: 'Warning', error: 'Error' },
    events: {
      'sign_in.passed': 'Sign-in passed',
      'sign_in.failed': 'Sign-in failed',
      'api.failed': 'External API failed',
    },
    debug: {
      title: 'Debug mode',
      off: 'HTTP bodies of new entries are not kept.',
      on: (moment: string, distance: string) =>
        `HTTP bodies are kept, encrypted, until ${moment} (${distance}). Each body is deleted with its entry.`,
      turnOn: 'Keep HTTP bodies for an hour',
      turnOnTitle: 'Keep HTTP bodies for an hour?',
      turnOnDetail:
        'Mayfly will keep the bodies of requests to external APIs with their entries, encrypted. This takes effect within five seconds and ends by itself after an hour. The bodies may contain anything that a customer has written. Mayfly deletes each body with its entry, after seven days at most.',
      turnOnAction: 'Keep them',
      turnOff: 'Stop now',
    },
    entry: { one: 'entry', other: 'entries' },
  },
  de: {
    title: 'Laufzeitprotokoll',
    lead: 'Gelungene und misslungene Anmeldungen und Fehler externer Schnittstellen. Jeder Eintrag wird nach höchstens sieben Tagen gelöscht.',
    empty: {
      title: 'Keine Einträge',
      detail: 'Es gibt keine Einträge, oder keiner passt zu den Filtern.',
    },
    level: 'Stufe',
    event: 'Ereignis',
    message: 'Meldung',
    email: 'E-Mail-Adresse',
    ip: 'IP-Adresse',
    trace: 'Vorgang',
    conversation: 'Unterhaltung',
    time: 'Zeit',
    goes: 'Läuft ab',
    httpBody: 'HTTP-Inhalt',
    noHttpBody: 'Keiner: Es gab keinen Inhalt, oder der Debug-Modus war aus.',
    cut: 'Gekürzt, weil der Text zu lang war; das Ende fehlt.',
    levels: { debug: 'Fehlersuche', info: 'Hinweis', warn: 'Warnung', error: 'Fehler' },
    events: {
      'sign_in.passed': 'Anmeldung gelungen',
      'sign_in.failed': 'Anmeldung misslungen',
      'api.failed': 'Schnittstellenfehler',
    },
    debug: {
      title: 'Debug-Modus',
      off: 'HTTP-Inhalte neuer Einträge werden nicht aufbewahrt.',
      on: (moment: string, distance: string) =>
        `HTTP-Inhalte werden verschlüsselt aufbewahrt, bis ${moment} (${distance}). Jeder Inhalt wird mit seinem Eintrag gelöscht.`,
      turnOn: 'HTTP-Inhalte eine Stunde aufbewahren',
      turnOnTitle: 'HTTP-Inhalte eine Stunde lang aufbewahren?',
      turnOnDetail:
        'Mayfly bewahrt die Inhalte der Anfragen an externe Schnittstellen mit ihren Einträgen verschlüsselt auf. Das wirkt binnen fünf Sekunden und endet nach einer Stunde von selbst. In den Inhalten kann alles stehen, was jemand geschrieben hat. Mayfly löscht jeden Inhalt mit seinem Eintrag, nach höchstens sieben Tagen.',
      turnOnAction: 'Aufbewahren',
      turnOff: 'Jetzt beenden',
    },
    entry: { one: 'Eintrag', other: 'Einträge' },
  },
});
