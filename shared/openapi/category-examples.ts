import type { ProblemCode } from '#shared/base/problems/problem-table.ts';

/**
 * An example record for the documentation. It has invented people, addresses of example.com and
 * reserved phone numbers.
 */
export type CategoryExample = {
  /** The fields that the caller sends to create it. */
  readonly sent: { readonly [field: string]: unknown };
  /** The fields that Mayfly adds. */
  readonly added?: { readonly [field: string]: unknown };
  /** More rules for creating it, in addition to those of the fields. */
  readonly note?: string;
  /** More problem codes with which creating and correcting it may fail. */
  readonly fails?: readonly ProblemCode[];
  readonly correctionFails?: readonly ProblemCode[];
  /** A note for readers of its export. */
  readonly exportNote?: string;
};

const email = 'juergen.mueller@example.com';
const conversation_id = 'conv-7f3a';
const person = {
  email,
  firstname: 'Jürgen',
  lastname: 'Müller',
  postal_address: 'Jürgen Müller\nWeißer Weg 12\n50667 Köln',
  phone: '+49 30 23125 014',
};

/**
 * An example of each category, by its id. A category without an example is described without one.
 */
export const categoryExamples: { readonly [categoryId: string]: CategoryExample } = {
  chat_messages: {
    sent: {
      conversation_id,
      author: 'customer',
      text: 'Guten Tag, wann kommt mein Blumenstrauß in Köln an?',
      sent_at: '2026-11-23T10:29:58+01:00',
      experience_id: 'blumen-beratung',
    },
  },
  nlu_messages: {
    sent: {
      conversation_id,
      text: 'Wo bleibt meine Bestellung?',
      intent: 'bestellung.status',
      confidence: 0.93,
      experience_id: 'blumen-beratung',
      reviewed: false,
    },
  },
  messenger_sessions: {
    sent: {
      channel: 'whatsapp',
      external_id: '+49 30 23125 014',
      conversation_id,
      state: { schritt: 'lieferadresse', warenkorb: ['strauss-herbst'] },
    },
  },
  runtime_log: {
    sent: {
      level: 'warn',
      event: 'sign-in.failed',
      message: 'Der Anmeldecode war abgelaufen.',
      email,
      ip: '203.0.113.7',
      trace_id: 'trace-4bf92f',
      conversation_id,
    },
    note: '`http_body` is kept in debug mode only: elsewhere it is dropped, not refused.',
  },
  customers: {
    sent: {
      email,
      authenticated_by: 'sign_in',
      values: { ort: 'Köln', lieblingsblume: 'Dahlie', bestellungen: 3 },
      conversation_id,
    },
  },
  manager_log: {
    sent: {},
    added: {
      actor: 'sabine.schaefer@example.com',
      action: 'customers.export',
      target: 'customers',
      outcome: 'done',
      ip: '2001:db8::7',
    },
  },
  variables: {
    sent: {
      experience_id: 'blumen-beratung',
      instance_id: conversation_id,
      name: 'grusskarte',
      scope: 'process',
      value: 'Alles Gute zum Geburtstag, liebe Oma!',
    },
    note: '`value` is required.',
  },
  marketing_consents: {
    sent: {
      type: 'newsletter',
      email,
      ip: '203.0.113.7',
      wording_text: 'Ja, ich möchte den Newsletter der Blumenhandlung per E-Mail erhalten.',
      source: 'Chat auf der Startseite',
      opt_in: 'single',
    },
    added: { status: 'confirmed', confirmed_at: '2026-11-23T09:30:00.000Z' },
    note: 'newsletter, reminder and profiling need `email`, sms needs `phone`, web_push needs `push_endpoint`, and `push_keys` for whoever sends to it.',
    exportNote:
      'Mayfly is no long-term archive of proof: what you must prove for longer, keep elsewhere.',
  },
  coupon_codes: {
    sent: {},
    added: { pool_id: 'herbst-2026', kind: 'coupon', code: 'HERBST-7KQ2', email },
  },
  loyalty_transactions: {
    sent: { email, coins: 10, reason: 'einkauf', reference: 'bestellung-1042' },
    note: 'Coins are earned, or with a minus spent: the oldest first, and never more than the balance. An array is worked out in its order. Coins expire with the transaction that earned them; deleting it takes what is left of them, deleting a spending gives nothing back. A person’s coins of up to 3,000 earnings can be spent at once.',
    fails: ['insufficient-coins'],
  },
  loyalty_redemptions: {
    sent: { ...person, reward_id: 'vase-klein', coins: 2 },
    note: 'Spends the coins in the same commit, by a transaction whose reference is the redemption’s id: both are stored or none. Deleting a redemption gives nothing back.',
    fails: ['insufficient-coins'],
  },
  raffle_participations: {
    sent: { ...person, raffle_id: '5f0c6b1e9a7d43f28c1b0e6d7a94f235' },
    note: 'The raffle exists and runs, and its policy lets the person take part; an instant win answers `outcome`, and `prize` when it won.',
    fails: ['already-participating', 'raffle-not-started', 'raffle-ended'],
    correctionFails: ['already-participating'],
  },
};
