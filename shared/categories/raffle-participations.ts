import * as z from 'zod';
import { conversationExternalField, conversationField, defineCategory } from './define-category.ts';
import { emailAddress, freeText, phoneNumber, plainId } from './field-schemas.ts';

export const raffleParticipations = defineCategory({
  number: 12,
  id: 'raffle_participations',
  title: { de: 'Gewinnspiel-Teilnahmen', en: 'Raffle participations' },
  path: 'raffle-participations',
  service: 'raffles',
  database: 'mayfly',
  purpose: {
    de: 'Die Teilnehmenden aufbewahren, unter denen die Gewinne ausgelost werden',
    en: 'Keep the participants from whom winners are drawn at random',
  },
  dataSubjects: {
    de: 'Kundinnen und Kunden, die an einem Gewinnspiel teilnehmen',
    en: 'Customers who take part in a raffle',
  },
  subject: { identifiers: ['email', 'phone'], conversations: ['conversation_id'] },
  storedWhen: {
    de: 'Von Gewinnspiel und Sofortgewinn genutzt; abschaltbar',
    en: 'Used by Giveaway and Instant Win; can be off',
  },
  legalBasis: 'contract',
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
      label: { de: 'Gewinnspiel', en: 'Raffle' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    email: {
      label: { de: 'E-Mail-Adresse', en: 'Email address' },
      origin: 'provided',
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    firstname: {
      label: { de: 'Vorname', en: 'First name' },
      origin: 'provided',
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    lastname: {
      label: { de: 'Nachname', en: 'Last name' },
      origin: 'provided',
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    postal_address: {
      label: { de: 'Postanschrift', en: 'Postal address' },
      origin: 'provided',
      atRest: 'aes',
      schema: freeText(1_000),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    phone: {
      label: { de: 'Telefonnummer', en: 'Phone number' },
      origin: 'provided',
      atRest: 'aes',
      schema: phoneNumber,
      required: false,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'phone',
    },
    conversation_id: conversationField,
    conversation_external_id: conversationExternalField,
    /**
     * Whether the person has won. An instant win sets it at once. In a giveaway, the draw sets
     * `won` for each winner.
     */
    outcome: {
      label: { de: 'Ergebnis der Verlosung', en: 'Outcome' },
      origin: 'derived',
      values: { won: { de: 'gewonnen', en: 'Won' }, lost: { de: 'nicht gewonnen', en: 'Lost' } },
      atRest: 'plain',
      schema: z.enum(['won', 'lost']),
      required: false,
      setBy: 'system',
      filter: 'equal',
    },
    /** The prize of an instant win. */
    prize: {
      label: { de: 'Gewinn', en: 'Prize' },
      origin: 'derived',
      atRest: 'plain',
      schema: plainId,
      required: false,
      setBy: 'system',
    },
  },
});
