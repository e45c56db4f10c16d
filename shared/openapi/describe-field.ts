import type { Category, Field } from '#shared/categories/define-category.ts';
import { describeRules } from './describe-rules.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { JsonSchema } from './openapi-document.ts';

/** The meanings of fields, by their names. A name has the same meaning in every category. */
const meanings: { readonly [name: string]: string } = {
  conversation_id: 'The conversation it belongs to, so that erasing the conversation finds it.',
  conversation_external_id:
    'Another system’s name for the conversation, such as a phone number, in place of `conversation_id`: that becomes a keyed hash of it.',
  instance_external_id:
    'Another system’s name for the run, in place of `instance_id`: that becomes a keyed hash of it.',
  experience_id: 'The experience (chatbot, campaign, form) it came from.',
  instance_id: 'The run of the process; a conversation’s id.',
  author: 'Who wrote it.',
  sent_at: 'When it was sent, if that is not when it was stored.',
  confidence:
    'How sure the classification is. Up to 0.000001 beyond 0 and 1 is taken for them: float arithmetic leaves that.',
  reviewed: 'Whether a person has looked at the classification; false unless said.',
  verdict: 'What that person found.',
  corrected_intent: 'The intent that would have been right, where the verdict is `corrected`.',
  external_id: 'The customer’s ID in the channel.',
  state: 'Whatever the runtime keeps of the session: any JSON.',
  channel: 'The messenger channel: `whatsapp`, `facebook`, `telegram` and so on.',
  payload: 'Cards, attachments and all else that the text does not say.',
  push_keys: 'The keys of the subscription, without which nothing can be sent to `push_endpoint`.',
  trace_id: 'Trace of the request in your monitoring.',
  changed_at: 'When it was stored or changed last.',
  file_name: 'Name of its file, where it holds one.',
  http_body: 'Kept in debug mode only, else dropped unread.',
  authenticated_by: 'How the customer has proved who they are. Without proof nothing is stored.',
  values: 'Key-value data of the customer.',
  expires_at: 'When it expires; the promise of the category is the latest.',
  push_endpoint: 'Where the browser takes web push messages.',
  wording_text: 'The wording that the person agreed to.',
  source: 'Where the consent was given.',
  opt_in: 'Double opt-in is pending until the person confirms, and gone after 14 days.',
  coins: 'Whole coins.',
  postal_address: 'As it goes onto a parcel.',
};

const lookups = {
  email: 'Searchable; letter case and the spelling of an international domain do not count.',
  phone: 'Searchable; how the number is written does not count.',
  composed: 'Searchable as a whole.',
  exact: 'Searchable as a whole, letter by letter.',
} as const;

function howKept(field: Field): string[] {
  if (field.atRest === 'plain') return [];
  const kept = 'Encrypted at rest.';
  return field.lookup === undefined ? [kept] : [kept, lookups[field.lookup]];
}

/**
 * Describes the meaning of a field, how it is stored, and the rules that its schema cannot express.
 */
export function describeField(name: string, field: Field): string {
  const rules = isShared(field) ? '' : describeRules(field.schema);
  return [meanings[name], ...howKept(field), rules].filter(Boolean).join(' ');
}

/** Whether a field uses a shared schema. Such a schema has its rules in its own component. */
function isShared(field: Field): boolean {
  return '$ref' in jsonSchemaOf(field.schema, 'input');
}

/** Adds the fields' descriptions to the properties of an object schema. */
export function describeProperties(category: Category, schema: JsonSchema): JsonSchema {
  const properties = schema['properties'] as { readonly [name: string]: JsonSchema };
  const described = Object.entries(properties).map(([name, property]) => {
    const field = category.fields[name];
    const description = field === undefined ? (meanings[name] ?? '') : describeField(name, field);
    return [name, description === '' ? property : { ...property, description }];
  });
  return { ...schema, properties: Object.fromEntries(described) };
}
