import * as z from 'zod';
import { conversationField, defineCategory } from './define-category.ts';
import { emailAddress, freeText, phoneNumber, plainId } from './field-schemas.ts';

export const raffleParticipations = defineCategory({
  number: 12,
  id: 'raffle_participations',
  title: 'Raffle participations',
  path: 'raffle-participations',
  service: 'raffles',
  database: 'mayfly',
  purpose: 'Keep the participants from whom winners are drawn at random',
  dataSubjects: 'Customers who take part in a giveaway',
  subject: { identifiers: ['email', 'phone'], conversations: ['conversation_id'] },
  storedWhen: 'Used by Giveaway and Instant Win; can be off',
  always: false,
  moduleRules: [
    { module: 'giveaway_participation', rule: 'used' },
    { module: 'instant_win', rule: 'used' },
  ],
  retention: { basis: 'created', days: 60, longerChoices: [] },
  createdBy: 'caller',
  correctable: true,
  deletable: true,
  unique: [],
  fields: {
    raffle_id: {
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    email: {
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    firstname: {
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    lastname: {
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    postal_address: {
      atRest: 'aes',
      schema: freeText(1_000),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    phone: {
      atRest: 'aes',
      schema: phoneNumber,
      required: false,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'phone',
    },
    conversation_id: conversationField,
    /** Of an instant win, what the participation was answered with; of a giveaway, `won` once it is drawn. */
    outcome: {
      atRest: 'plain',
      schema: z.enum(['won', 'lost']),
      required: false,
      setBy: 'system',
      filter: 'equal',
    },
    /** Which prize of an instant win it won. */
    prize: { atRest: 'plain', schema: plainId, required: false, setBy: 'system' },
  },
});
