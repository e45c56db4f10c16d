import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const consent: Noun = { one: 'consent', other: 'consents' };
const einwilligung: Noun = { one: 'Einwilligung', other: 'Einwilligungen' };

export const consentsTexts = defineTexts({
  en: {
    title: 'Consents',
    lead: 'Who agreed to what, when, and to which wording. A consent is never edited; it is deleted on its day, with its proof.',
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
    empty: { title: 'No consents', detail: 'None were given, or none fits the filters.' },
    soon: {
      title: (consents: string, days: number) => `Ending within ${days} days: ${consents}`,
      never: (count: string) => `Never exported: ${count}`,
      neverDetail:
        'A consent that is not exported is deleted for good on its day, with the only proof that Mayfly has.',
      allExported: 'All of them were exported.',
      none: (days: number) => `No confirmed or withdrawn consent ends within ${days} days.`,
      upTo: (moment: string) => `Exported is what was given up to ${moment}.`,
      notYet: 'There is no complete export yet of those that live today.',
      ask: 'An owner of the tenant can export them.',
      show: 'Show them',
      label: 'Ends',
      choices: { soon: 'within 14 days', unexported: 'within 14 days, never exported' },
      empty: {
        title: 'None ends soon',
        detail: 'No confirmed or withdrawn consent ends within 14 days, or all were exported.',
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
        `Everything that this person has agreed to for ${purpose} is withdrawn, now and for all channels. What they said stays as proof until its day. It cannot be undone; only the person can agree again.`,
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
    lead: 'Wer wann in was eingewilligt hat, und mit welchem Wortlaut. Eine Einwilligung wird nie geändert; an ihrem Tag wird sie mit ihrem Nachweis gelöscht.',
    consent: einwilligung,
    purpose: 'Zweck',
    person: 'Person',
    status: 'Stand',
    given: 'Gegeben',
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
      detail: 'Es wurden keine gegeben, oder keine passt zu den Filtern.',
    },
    soon: {
      title: (consents: string, days: number) => `Binnen ${days} Tagen enden: ${consents}`,
      never: (count: string) => `Nie exportiert: ${count}`,
      neverDetail:
        'Eine Einwilligung, die nicht exportiert ist, wird an ihrem Tag endgültig gelöscht, mit dem einzigen Nachweis, den Mayfly hat.',
      allExported: 'Alle davon wurden exportiert.',
      none: (days: number) =>
        `Keine bestätigte oder widerrufene Einwilligung endet binnen ${days} Tagen.`,
      upTo: (moment: string) => `Exportiert ist, was bis ${moment} gegeben wurde.`,
      notYet: 'Von den heute vorhandenen gibt es noch keinen vollständigen Export.',
      ask: 'Ein Inhaber des Mandanten kann sie exportieren.',
      show: 'Zeigen',
      label: 'Endet',
      choices: { soon: 'binnen 14 Tagen', unexported: 'binnen 14 Tagen, nie exportiert' },
      empty: {
        title: 'Keine endet bald',
        detail:
          'Binnen 14 Tagen endet keine bestätigte oder widerrufene Einwilligung, oder alle wurden exportiert.',
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
        `Alles, worin diese Person zu ${purpose} eingewilligt hat, wird jetzt und für alle Kanäle widerrufen. Was sie erklärt hat, bleibt bis zu seinem Tag als Nachweis. Es lässt sich nicht zurücknehmen; nur die Person kann neu einwilligen.`,
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
