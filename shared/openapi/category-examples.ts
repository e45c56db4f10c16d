import type { ProblemCode } from '#shared/base/problems/problem-table.ts';

/**
 * An example record for the documentation, and notes about its category. The people are invented,
 * their email addresses are of example.com, and their phone numbers are reserved for examples.
 */
export type CategoryExample = {
  /** The fields that the caller sends to create the record. */
  readonly sent: { readonly [field: string]: unknown };
  /** The fields that Mayfly adds. */
  readonly added?: { readonly [field: string]: unknown };
  /** A note for callers who create a record. */
  readonly note?: string;
  /** Additional problem codes for creating the record. */
  readonly fails?: readonly ProblemCode[];
  /** Additional problem codes for correcting the record. */
  readonly correctionFails?: readonly ProblemCode[];
  /** A note for readers of the category's export. */
  readonly exportNote?: string;
};

const email = 'juergen.mueller@example.com';
const conversation_id = 'conv-7f3a';
const person = {
  email,
  firstname: 'Jürgen',
  lastname: 'Müller',
  postal_address: 'Jürgen Müller\nWeißer Weg 12\n00000 Köln',
  phone: '+49 30 23125 014',
};

/**
 * Examples of categories, by the category's id. If a category has no example here, the description
 * shows no example for it.
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
    note: '`http_body` is stored only in debug mode. Otherwise it is ignored.',
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
      action: 'customers.search',
      target: 'email',
      outcome: 'shown',
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
    note: 'newsletter, reminder and profiling need `email`, sms needs `phone`, web_push needs `push_endpoint`. A consent for web_push may also contain `push_keys`, which are needed to send web push messages.',
    exportNote:
      'Mayfly is no long-term archive of proof. If you must prove a consent after its expiry, store the proof elsewhere.',
  },
  coupon_codes: {
    sent: {},
    added: { pool_id: 'herbst-2026', kind: 'coupon', code: 'HERBST-7KQ2', email },
  },
  loyalty_transactions: {
    sent: { email, coins: 10, reason: 'einkauf', reference: 'bestellung-1042' },
    note: 'A transaction with a positive number of coins is an earning, and one with a negative number is a spending. The oldest coins are spent first, and never more than the balance. An array is processed in its order. Coins expire together with the earning that they come from. If an earning is deleted, its unspent coins are lost. If a spending is deleted, the person gets nothing back. One request can spend coins from up to 3,000 earnings of a person.',
    fails: ['insufficient-coins'],
  },
  loyalty_redemptions: {
    sent: { ...person, reward_id: 'vase-klein', coins: 2 },
    note: 'The same commit also stores the transaction that spends the coins. The reference of the transaction is the redemption’s id. Either both records are stored, or none. If a redemption is deleted, the person gets nothing back.',
    fails: ['insufficient-coins'],
  },
  raffle_participations: {
    sent: { ...person, raffle_id: '5f0c6b1e9a7d43f28c1b0e6d7a94f235' },
    note: 'The raffle must exist and run, and its policy must allow the participation. For an instant win the answer has `outcome`, and `prize` if the person won.',
    fails: ['already-participating', 'raffle-not-started', 'raffle-ended'],
    correctionFails: ['already-participating'],
  },
};
