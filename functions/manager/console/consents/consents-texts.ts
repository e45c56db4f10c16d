import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const consent: Noun = { one: 'consent', other: 'consents' };
const einwilligung: Noun = { one: 'Einwilligung', other: 'Einwilligungen' };

export const consentsTexts = defineTexts({
  en: {
    title: 'Consents',
    lead: 'Who agreed to what, when, and to which wording. Nobody can edit a consent. Mayfly deletes it with its proof when it expires.',
    consent,
    purpose: 'Purpose',
    person: 'Person',
    status: 'Status',
    given: 'Given',
    goes: 'Expires',
    types: {
      newsletter: 'Newsletter',
      reminder: 'Reminders',
      profiling: 'Profiling',
      web_push: 'Web Push',
      sms: 'SMS',
    },
    states: { confirmed: 'Confirmed', pending: 'Not confirmed', withdrawn: 'Withdrawn' },
    kinds: { email: 'Email address', phone: 'Telephone number', push_endpoint: 'Push endpoint' },
    byPurpose: 'By purpose',
    empty: {
      title: 'No consents',
      detail: 'Nobody has given a consent, or none fits the filters.',
    },
    soon: {
      title: (consents: string, days: number) => `Ending within ${days} days: ${consents}`,
      never: (count: string) => `Never exported: ${count}`,
      neverDetail:
        'If you do not export a consent before it expires, Mayfly deletes the only proof of it.',
      allExported: 'All of them were exported.',
      none: (days: number) => `No confirmed or withdrawn consent expires within ${days} days.`,
      upTo: (moment: string) =>
        `The latest export contains consents that were given up to ${moment}.`,
      notYet: 'No complete export of the present consents exists yet.',
      ask: 'An owner of the tenant can export them.',
      show: 'Show them',
      label: 'Expires',
      choices: { soon: 'within 14 days', unexported: 'within 14 days, never exported' },
      empty: {
        title: 'None expires soon',
        detail:
          'No confirmed or withdrawn consent expires within 14 days, or all that expire were already exported.',
      },
    },
    proof: {
      title: 'Proof of the consent',
      procedure: 'Procedure',
      procedures: { single: 'Single opt-in', double: 'Double opt-in' },
      wording: 'Wording',
      source: 'Where',
      confirmed: 'Confirmed',
      withdrawn: 'Withdrawn',
      from: 'from',
      notYet: 'not yet',
      never: 'no',
    },
    withdraw: {
      open: 'Withdraw…',
      title: (purpose: string) => `Withdraw the consent to ${purpose}?`,
      detail: (purpose: string) =>
        `Mayfly withdraws this consent and all confirmed consents to ${purpose} that this person has given until now. Consents that are not confirmed yet can no longer be confirmed. All these consents stay as proof until they expire. You cannot undo this: only the person can agree again.`,
      reason: 'Why',
      reasons: {
        person_asked: 'The person asked for it',
        complaint: 'Complaint',
        unreachable: 'The address is not theirs any more',
        other: 'Another reason',
      },
      action: 'Withdraw',
    },
    deleteBesides: 'The proof is deleted too.',
  },
  de: {
    title: 'Einwilligungen',
    lead: 'Wer wann in was eingewilligt hat, und mit welchem Wortlaut. Niemand kann eine Einwilligung ändern. Mayfly löscht sie mit ihrem Nachweis, wenn sie abläuft.',
    consent: einwilligung,
    purpose: 'Zweck',
    person: 'Person',
    status: 'Stand',
    given: 'Erteilt',
    goes: 'Läuft ab',
    types: {
      newsletter: 'Newsletter',
      reminder: 'Erinnerungen',
      profiling: 'Profilbildung',
      web_push: 'Web-Push',
      sms: 'SMS',
    },
    states: { confirmed: 'Bestätigt', pending: 'Nicht bestätigt', withdrawn: 'Widerrufen' },
    kinds: { email: 'E-Mail-Adresse', phone: 'Telefonnummer', push_endpoint: 'Push-Adresse' },
    byPurpose: 'Nach Zweck',
    empty: {
      title: 'Keine Einwilligungen',
      detail: 'Niemand hat eine Einwilligung erteilt, oder keine passt zu den Filtern.',
    },
    soon: {
      title: (consents: string, days: number) => `Binnen ${days} Tagen laufen ab: ${consents}`,
      never: (count: string) => `Nie exportiert: ${count}`,
      neverDetail:
        'Wenn Sie eine Einwilligung nicht vor ihrem Ablauf exportieren, löscht Mayfly den einzigen Nachweis davon.',
      allExported: 'Alle davon wurden exportiert.',
      none: (days: number) =>
        `Keine bestätigte oder widerrufene Einwilligung läuft binnen ${days} Tagen ab.`,
      upTo: (moment: string) =>
        `Der letzte Export enthält Einwilligungen, die bis ${moment} erteilt wurden.`,
      notYet: 'Noch gibt es keinen vollständigen Export der jetzigen Einwilligungen.',
      ask: 'Ein Inhaber des Mandanten kann sie exportieren.',
      show: 'Anzeigen',
      label: 'Läuft ab',
      choices: { soon: 'binnen 14 Tagen', unexported: 'binnen 14 Tagen, nie exportiert' },
      empty: {
        title: 'Keine läuft bald ab',
        detail:
          'Binnen 14 Tagen läuft keine bestätigte oder widerrufene Einwilligung ab, oder alle, die ablaufen, wurden schon exportiert.',
      },
    },
    proof: {
      title: 'Nachweis der Einwilligung',
      procedure: 'Verfahren',
      procedures: { single: 'Einfache Einwilligung', double: 'Double-Opt-in' },
      wording: 'Wortlaut',
      source: 'Ort',
      confirmed: 'Bestätigt',
      withdrawn: 'Widerrufen',
      from: 'von',
      notYet: 'noch nicht',
      never: 'nein',
    },
    withdraw: {
      open: 'Widerrufen …',
      title: (purpose: string) => `Einwilligung in ${purpose} widerrufen?`,
      detail: (purpose: string) =>
        `Mayfly widerruft diese Einwilligung und alle bestätigten Einwilligungen in ${purpose}, die diese Person bisher erteilt hat. Noch nicht bestätigte Einwilligungen lassen sich nicht mehr bestätigen. Alle diese Einwilligungen bleiben bis zu ihrem Ablauf als Nachweis. Das lässt sich nicht zurücknehmen: Nur die Person kann neu einwilligen.`,
      reason: 'Warum',
      reasons: {
        person_asked: 'Die Person hat darum gebeten',
        complaint: 'Beschwerde',
        unreachable: 'Die Adresse gehört ihr nicht mehr',
        other: 'Anderer Grund',
      },
      action: 'Widerrufen',
    },
    deleteBesides: 'Auch der Nachweis wird gelöscht.',
  },
});
