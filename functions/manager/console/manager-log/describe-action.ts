import type { Language } from '../language/define-texts.ts';

type Words = { readonly [name: string]: string };

/** What an action is about: the beginning of its name. */
const topics: { readonly [language in Language]: Words } = {
  en: {
    'chat-messages': 'chat messages',
    conversations: 'conversations',
    'nlu-messages': 'NLU messages',
    'messenger-sessions': 'messenger sessions',
    'runtime-log': 'runtime log',
    customers: 'customers',
    'manager-log': 'manager log',
    variables: 'variables',
    experiences: 'experiences',
    'marketing-consents': 'consents',
    'coupon-codes': 'coupon codes',
    'coupon-pools': 'coupon pools',
    'loyalty-transactions': 'loyalty transactions',
    'loyalty-redemptions': 'loyalty redemptions',
    loyalty: 'loyalty',
    'raffle-participations': 'participations',
    raffles: 'giveaways',
    subjects: 'a person',
    erasures: 'erasures',
    receipts: 'receipts',
    requests: 'requests of persons',
    'subject-tokens': 'access for a person',
    sessions: 'session',
    tenant: 'settings',
    tenants: 'tenant',
  },
  de: {
    'chat-messages': 'Chatnachrichten',
    conversations: 'Gespräche',
    'nlu-messages': 'NLU-Nachrichten',
    'messenger-sessions': 'Messenger-Sitzungen',
    'runtime-log': 'Laufzeitprotokoll',
    customers: 'Kunden',
    'manager-log': 'Manager-Protokoll',
    variables: 'Variablen',
    experiences: 'Erlebnisse',
    'marketing-consents': 'Einwilligungen',
    'coupon-codes': 'Gutscheincodes',
    'coupon-pools': 'Gutscheinpools',
    'loyalty-transactions': 'Treuebuchungen',
    'loyalty-redemptions': 'Treueprämien',
    loyalty: 'Treuepunkte',
    'raffle-participations': 'Teilnahmen',
    raffles: 'Gewinnspiele',
    subjects: 'eine Person',
    erasures: 'Löschungen',
    receipts: 'Belege',
    requests: 'Anfragen von Personen',
    'subject-tokens': 'Zugang für eine Person',
    sessions: 'Sitzung',
    tenant: 'Einstellungen',
    tenants: 'Mandant',
  },
};

/** What was done: the end of the name of an action. */
const verbs: { readonly [language in Language]: Words } = {
  en: {
    list: 'listed',
    read: 'read',
    search: 'searched',
    lookup: 'looked up',
    create: 'created',
    correct: 'corrected',
    replace: 'replaced',
    delete: 'deleted',
    touch: 'touched',
    export: 'exported',
    csv: 'exported',
    preview: 'previewed',
    begin: 'signed in',
    end: 'signed out',
    draws: 'drawn',
    finish: 'drawn as announced',
    check: 'draw file read',
    emit: 'given out',
    redeem: 'redeemed',
    codes: 'loaded',
    confirm: 'confirmed',
    withdraw: 'withdrawn',
    complete: 'completed',
    extend: 'extended',
    refuse: 'refused',
    receipt: 'receipt read',
    history: 'history read',
  },
  de: {
    list: 'aufgelistet',
    read: 'gelesen',
    search: 'gesucht',
    lookup: 'nachgeschlagen',
    create: 'angelegt',
    correct: 'berichtigt',
    replace: 'ersetzt',
    delete: 'gelöscht',
    touch: 'Kontakt vermerkt',
    export: 'exportiert',
    csv: 'exportiert',
    preview: 'Vorschau gelesen',
    begin: 'begonnen',
    end: 'beendet',
    draws: 'gezogen',
    finish: 'wie festgelegt gezogen',
    check: 'Ziehungsdatei gelesen',
    emit: 'ausgegeben',
    redeem: 'eingelöst',
    codes: 'geladen',
    confirm: 'bestätigt',
    withdraw: 'widerrufen',
    complete: 'abgeschlossen',
    extend: 'verlängert',
    refuse: 'abgelehnt',
    receipt: 'Beleg gelesen',
    history: 'Verlauf gelesen',
  },
};

/** An action in words, such as `Customers: read`; its own name where there are no words for it. */
export function describeAction(action: string, language: Language): string {
  const parts = action.split('.');
  const topic = topics[language][parts[0] ?? ''];
  const verb = verbs[language][parts.at(-1) ?? ''];
  if (topic === undefined || verb === undefined) return action;
  const between = parts.slice(1, -1).filter((part) => part !== 'export');
  const about = between.length === 0 ? topic : `${topic} (${between.join(', ')})`;
  return `${about.charAt(0).toLocaleUpperCase(language)}${about.slice(1)}: ${verb}`;
}
