import type { Category, Field } from '#shared/categories/define-category.ts';
import { describeRules } from './describe-rules.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { JsonSchema } from './openapi-document.ts';

/** The meanings of fields, by their names. A name has the same meaning in every category. */
const meanings: { readonly [name: string]: string } = {
  conversation_id:
    'The id of the conversation to which the record belongs. If the conversation is erased, Mayfly finds the record by this field.',
  conversation_external_id:
    'The name of the conversation in another system, such as a phone number. Send it instead of `conversation_id`. Then `conversation_id` is a keyed hash of this name.',
  instance_external_id:
    'The name of the process’s run in another system. Send it instead of `instance_id`. Then `instance_id` is a keyed hash of this name.',
  experience_id: 'The experience (chatbot, campaign, form) to which the record belongs.',
  instance_id:
    'The id of the process’s run. It is the id of a conversation. If this conversation is erased, Mayfly finds the record by this field.',
  author: 'Who wrote the message.',
  sent_at:
    'When the message was sent. Needed only if the message is stored later than it was sent.',
  confidence:
    'The confidence of the classification, from 0 to 1. A value up to 0.000001 outside this range counts as 0 or 1, because it may be a rounding error.',
  reviewed:
    'Whether a person has reviewed the classification. By default this is true if the message has a `verdict`, and false otherwise.',
  verdict: 'The result of the review.',
  corrected_intent: 'The correct intent, if the verdict is `corrected`.',
  external_id: 'The customer’s ID in the channel.',
  state: 'The state of the session, as the runtime stores it: any JSON value.',
  channel: 'The messenger channel: `whatsapp`, `facebook`, `telegram` and so on.',
  payload: 'Cards, attachments and other parts of the message, except the text.',
  push_keys:
    'The keys of the subscription. Without them nobody can send messages to `push_endpoint`.',
  trace_id: 'The id of the request’s trace in your monitoring.',
  changed_at: 'When the variable was last stored or changed.',
  file_name: 'The name of the record’s file, if it has one.',
  http_body: 'An HTTP body. Stored only in debug mode, otherwise ignored.',
  authenticated_by:
    'How the customer has proved their identity. Mayfly stores no customer without a proof.',
  values: 'The customer’s data, as keys with values.',
  expires_at:
    'When the record expires. This time cannot be later than the end of the category’s retention.',
  push_endpoint: 'The address at which the browser receives web push messages.',
  wording_text: 'The wording that the person agreed to.',
  source: 'Where the consent was given.',
  opt_in:
    'A double opt-in is pending until the person confirms. A pending consent expires after 14 days.',
  coins: 'Whole coins.',
  postal_address: 'The address, as it is written on a parcel.',
};

const lookups = {
  email: 'Searchable; letter case and the spelling of an international domain are ignored.',
  phone: 'Searchable; the spelling of the number is ignored.',
  composed: 'Searchable by the whole value.',
  exact: 'Searchable by the whole value; every letter must be the same.',
} as const;

function howKept(field: Field): string[] {
  if (field.atRest === 'plain') return [];
  const kept = 'Encrypted at rest.';
  return field.lookup === undefined ? [kept] : [kept, lookups[field.lookup]];
}

/**
 * Returns the description of a field: its meaning, how it is stored, and the rules that JSON Schema
 * cannot express.
 */
export function describeField(name: string, field: Field): string {
  const rules = isShared(field) ? '' : describeRules(field.schema);
  return [meanings[name], ...howKept(field), rules].filter(Boolean).join(' ');
}

/**
 * True if a field uses a shared schema. The component of this schema already describes the rules of
 * the field.
 */
function isShared(field: Field): boolean {
  return '$ref' in jsonSchemaOf(field.schema, 'input');
}

/**
 * Adds descriptions to the properties of an object schema. Properties that are fields of the
 * category get the description of the field.
 */
export function describeProperties(category: Category, schema: JsonSchema): JsonSchema {
  const properties = schema['properties'] as { readonly [name: string]: JsonSchema };
  const described = Object.entries(properties).map(([name, property]) => {
    const field = category.fields[name];
    const description = field === undefined ? (meanings[name] ?? '') : describeField(name, field);
    return [name, description === '' ? property : { ...property, description }];
  });
  return { ...schema, properties: Object.fromEntries(described) };
}
