import type { Category } from '#shared/categories/define-category.ts';
import { legalBases } from '#shared/categories/legal-basis.ts';
import { languages } from '#shared/categories/texts.ts';
import { particularsChangeSchema } from '#shared/tenants/particulars/particulars-schema.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const flag: JsonSchema = { type: 'boolean' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const days: JsonSchema = { type: 'integer', minimum: 1 };
const time = schemaRef('Timestamp');
const timeOrNull: JsonSchema = { oneOf: [time, { type: 'null' }] };
const language: JsonSchema = { type: 'string', enum: [...languages] };

function listOf(items: JsonSchema, description?: string): JsonSchema {
  return {
    type: 'array',
    maxItems: 1_000,
    ...(description !== undefined && { description }),
    items,
  };
}

const country = { country: text, country_name: text, third_country: flag };
const recipient = closed({ name: text, purpose: text, ...country });
const titled = closed({ title: text, text });
const places = closed(
  { compute: textOrNull, database: textOrNull, keys: textOrNull },
  'Where data is stored and processed, as Google names these places. A place is null if it is not configured.',
);
const processor: JsonSchema = {
  oneOf: [
    closed({
      name: text,
      postal_address: text,
      email: textOrNull,
      dpo: textOrNull,
      sub_processors: listOf(recipient),
    }),
    { type: 'null' },
  ],
  description: 'The operator of Mayfly; null if it is not configured.',
};

const activity = closed({
  number: days,
  category: text,
  title: text,
  destination: { type: 'string', enum: ['server', 'device', 'off'] },
  destination_text: text,
  stored_when: text,
  purpose: text,
  legal_basis: closed({
    basis: { type: 'string', enum: [...legalBases] },
    text,
    stated: flag,
  }),
  data_subjects: text,
  data: listOf(
    closed({
      name: text,
      label: text,
      encrypted: flag,
      origin: { type: 'string', enum: ['provided', 'observed', 'derived'] },
      origin_text: text,
    }),
  ),
  recipients: listOf(recipient),
  retention: listOf(
    closed({ of: textOrNull, days, text }),
    'How long the records stay. `of` says for which records the number of days applies. If `of` is null, it applies to all records of the category.',
  ),
});

function header(kind: string) {
  return { kind: { const: kind }, language, as_of: time };
}

const deletionLog = closed(
  {
    ...header('deletion-log'),
    tenant: text,
    since: time,
    erasures: listOf(
      closed({
        id: schemaRef('RecordId'),
        scope: text,
        scope_text: text,
        complete: flag,
        asked_at: timeOrNull,
        completed_at: timeOrNull,
        cancelled_at: timeOrNull,
        deleted: listOf(closed({ collection: text, title: text, count })),
      }),
    ),
    receipts: listOf(
      closed({
        number: days,
        kind: text,
        kind_text: text,
        about: text,
        issued_at: time,
        expiry: {
          anyOf: [
            closed({
              day: { type: 'string', format: 'date' },
              due: listOf(
                closed({ category: text, title: text, due: count, overdue: count }),
                'The counts for each category. `due` is the number of records that expired on that day. `overdue` is how many of them were not yet deleted an hour after the end of the day.',
              ),
              keys_due: count,
              keys_destroyed: count,
            }),
            { type: 'null' },
          ],
          description:
            'The content of the receipt about a day’s expiry. It is null for all other receipts.',
        },
      }),
    ),
    more: {
      ...flag,
      description: 'Whether this period has older erasures or receipts that the log omits.',
    },
    runs: listOf(
      closed({
        day: { type: 'string', format: 'date' },
        runs: count,
        complete_runs: count,
        last_run_at: time,
        latest_seconds: {
          ...count,
          description: 'The longest delay of a deletion on this day, in seconds.',
        },
      }),
      'The days on which the purge ran, the latest first.',
    ),
    notes: listOf(text, 'What the log does not contain or prove.'),
  },
  'A log of erasures, receipts and purges.',
);

const deletionConcept = (people: { readonly [name: string]: JsonSchema }) =>
  closed(
    {
      ...header('deletion-concept'),
      tenant: text,
      ...people,
      processor,
      classes: listOf(
        closed({
          id: text,
          start: { type: 'string', enum: ['created', 'last_interaction', 'own_expiry'] },
          start_text: text,
          days,
          text,
        }),
      ),
      rules: listOf(
        closed({
          number: days,
          category: text,
          title: text,
          data: listOf(text),
          state: text,
          periods: listOf(closed({ of: textOrNull, days, class: text })),
          how: text,
        }),
      ),
      beside: listOf(
        closed({ collection: text, title: text, holds: textOrNull, ends: text, how: text }),
      ),
      steps: listOf(titled),
      responsibilities: listOf(titled),
    },
    'A deletion concept similar to DIN 66398.',
  );

/** The schemas of the documents about the processing of data. */
export function processingSchemas(categories: readonly Category[]): {
  [name: string]: JsonSchema;
} {
  const { properties = {} } = jsonSchemaOf(particularsChangeSchema(categories), 'output') as {
    readonly properties?: { readonly [name: string]: JsonSchema };
  };
  const { controller = {}, representative = {}, dpo = {}, authority = {} } = properties;
  const people = { controller, representative, dpo, authority };
  return {
    RecordOfProcessing: closed(
      {
        ...header('record-of-processing'),
        tenant: text,
        ...people,
        processor,
        places,
        activities: listOf(activity),
        beside: listOf(closed({ collection: text, title: text, holds: text, ends: text })),
        transfers: listOf(
          closed({
            recipient: text,
            ...country,
            safeguard: text,
            safeguard_text: text,
            details: textOrNull,
          }),
        ),
        measures: listOf(titled),
        gaps: listOf(text, 'The missing parts of the record.'),
      },
      'A record of processing activities (GDPR, Article 30(1)).',
    ),
    RecordOfProcessor: closed(
      {
        ...header('record-of-processor'),
        processor,
        places,
        controllers: listOf(
          closed({
            tenant: text,
            controller,
            representative,
            dpo,
            processing: listOf(closed({ category: text, title: text })),
          }),
        ),
        more: { ...flag, description: 'Whether there are more tenants than the record contains.' },
        measures: listOf(titled),
      },
      'The record of a processor (GDPR, Article 30(2)).',
    ),
    DeletionConcept: deletionConcept(people),
    DeletionLog: deletionLog,
  };
}
