/**
 * For each category whose records callers create: a valid body, by the category's id. Consents are
 * missing, because their own function sets the status that decides their expiry.
 */
export const examples: { readonly [categoryId: string]: { readonly [field: string]: unknown } } = {
  chat_messages: { conversation_id: 'conv-1', author: 'customer', text: 'Grüß Gott 👋' },
  nlu_messages: { conversation_id: 'conv-1', text: 'Wo ist mein Paket?', intent: 'order.status' },
  messenger_sessions: {
    channel: 'whatsapp',
    external_id: 'PSID-4711',
    conversation_id: 'conv-1',
    state: { step: 2, name: 'Jürgen' },
  },
  runtime_log: { level: 'warn', event: 'sign-in.failed', email: 'j.müller@example.com' },
  customers: {
    email: 'j.müller@example.com',
    authenticated_by: 'sign_in',
    values: { city: 'Köln', visits: 3 },
  },
  variables: { experience_id: 'exp-1', instance_id: 'conv-1', name: 'score', value: [1, 'ß'] },
  loyalty_transactions: { email: 'j.müller@example.com', coins: 10, reason: 'purchase' },
  loyalty_redemptions: {
    email: 'j.müller@example.com',
    reward_id: 'mug',
    coins: 2,
    postal_address: 'Weißer Weg 1\n00000 Köln',
  },
  raffle_participations: { raffle_id: 'summer', email: 'j.müller@example.com', firstname: 'Jörg' },
};
