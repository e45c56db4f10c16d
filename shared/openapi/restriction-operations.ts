import type { Category } from '#shared/categories/define-category.ts';
import { pageSizeMax } from '#shared/records/page.ts';
import {
  allGrounds,
  type RestrictionGround,
  restrictionGrounds,
} from '#shared/records/restriction/restriction-ground.ts';
import { componentName } from './category-schemas.ts';
import { closed } from './fixed-schemas.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const scope = 'tenant';
const day = '2026-11-23';
const ground: RestrictionGround = 'accuracy_contested';

const informedOn: Parameter = {
  name: 'person_informed_on',
  in: 'query',
  required: true,
  description:
    'The day on which you told the person that you will lift the restriction (Art. 18(3) GDPR). It must not be earlier than the restriction, or in the future.',
  schema: { type: 'string', format: 'date' },
  example: day,
};

const ending: Parameter = {
  name: 'ending',
  in: 'query',
  description: '`true` lists only records that expire within 14 days.',
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
};

const restriction = {
  id: exampleId,
  ground,
  article: allGrounds[ground].article,
  kept: allGrounds[ground].kept,
  restricted_at: `${day}T09:30:00.000Z`,
  ending: false,
};

function restrictionExample(category: Category) {
  return { ...restriction, expires_at: recordExample(category)?.['expires_at'] };
}

const properties: { readonly [name: string]: JsonSchema } = {
  id: schemaRef('RecordId'),
  ground: { type: 'string', enum: Object.keys(allGrounds) },
  article: { type: 'string', description: 'The article of the GDPR for this ground.' },
  kept: {
    type: 'boolean',
    description:
      'True if the record is kept until its expiry, for the person or as a proof. Then an erasure of the person deletes the record only if the request for the erasure contains `restricted_too`.',
  },
  restricted_at: schemaRef('Timestamp'),
  expires_at: schemaRef('Timestamp'),
  ending: { type: 'boolean', description: 'Whether the record expires within 14 days.' },
};
const toldBefore: JsonSchema = {
  type: 'string',
  format: 'date',
  description:
    'The last day on which the person was told that a restriction of this record would be lifted.',
};

const archiveToFetch: JsonSchema = {
  ...closed({
    path: { type: 'string' },
    body: closed({
      kind: { const: 'access' },
      record: closed({ category: { type: 'string' }, id: schemaRef('RecordId') }),
    }),
  }),
  description:
    'How to get an archive of the record. The field is present only if the person wants the record to be kept (Art. 18(1)(b) and (c)). Fetch the archive at once: send a `POST` to `path` with this `body`, and add a `language` to it.',
};

/** The schemas of a restriction, and of the request that restricts a record. */
export const restrictionSchemas: { readonly [name: string]: JsonSchema } = {
  Restriction: {
    ...closed(
      properties,
      'The facts about the restriction of a record. They contain the record’s id, but not the record.',
    ),
    properties: { ...properties, lift_told_on: toldBefore, archive: archiveToFetch },
  },
  RestrictionRequest: {
    type: 'object',
    properties: {
      ground: {
        type: 'string',
        enum: Object.keys(restrictionGrounds),
        description: Object.entries(restrictionGrounds)
          .map(([name, { article }]) => `${name}: Art. ${article} GDPR`)
          .join('; '),
      },
    },
    required: ['ground'],
    additionalProperties: false,
  },
};

/** The schema of a page of a category's restricted records. */
export function restrictedSchemas(category: Category): { [name: string]: JsonSchema } {
  const item: JsonSchema = {
    ...closed(properties),
    properties: {
      ...properties,
      lift_told_on: toldBefore,
      record: {
        ...schemaRef(componentName(category)),
        description: 'The record itself. Only for callers who may also read the category.',
      },
    },
  };
  const page = closed({
    items: { type: 'array', maxItems: pageSizeMax, items: item },
    next_cursor: { oneOf: [schemaRef('Cursor'), { type: 'null' }] },
  });
  return { [`${componentName(category)}RestrictedPage`]: page };
}

function listDraft(category: Category): RouteDraft {
  const record = recordExample(category);
  const items = [{ ...restrictionExample(category), ...(record && { record }) }];
  const schema = schemaRef(`${componentName(category)}RestrictedPage`);
  return {
    method: 'get',
    path: `/v1/${category.path}/restricted`,
    operation: {
      operationId: `listRestricted${componentName(category)}`,
      summary: 'List restricted records',
      description:
        'The restricted records. The record that expires next comes first. No other list, search or export shows restricted records. A data protection officer sees only the ids of the records and the facts of each restriction, such as its ground. An owner also sees the records.',
      tags: [category.title.en],
      scope,
      parameters: [parameterRef('Limit'), parameterRef('Cursor'), ending],
      responses: {
        '200': {
          description: 'A page.',
          content: jsonContent(schema, 'A page', { items, next_cursor: null }),
        },
      },
      fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
    },
  };
}

function restrictDraft(category: Category): RouteDraft {
  const content = jsonContent(
    schemaRef('Restriction'),
    'A restriction',
    restrictionExample(category),
  );
  return {
    method: 'put',
    path: `/v1/${category.path}/{id}/restriction`,
    operation: {
      operationId: `restrict${componentName(category)}`,
      summary: 'Restrict a record (Art. 18 GDPR)',
      description:
        'Hides the record from everybody except owners, data protection officers and API keys with the scope `tenant`. The record still expires at its original time. If you repeat the request with another ground, the ground changes. With the grounds `unlawful_processing` and `needed_for_claims`, the person wants the record to be kept. Then the answer says how to get an archive of the record. Fetch this archive at once.',
      tags: [category.title.en],
      scope,
      parameters: [parameterRef('RecordId')],
      requestBody: bodyOf(
        schemaRef('RestrictionRequest'),
        'While the accuracy of the record is examined',
        {
          ground,
        },
      ),
      responses: {
        '200': {
          description: 'The record was already restricted, and now has the new ground.',
          content,
        },
        '201': { description: 'The record is restricted now.', content },
      },
      fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'contention', 'keys-unavailable'],
    },
  };
}

function liftDraft(category: Category): RouteDraft {
  return {
    method: 'delete',
    path: `/v1/${category.path}/{id}/restriction`,
    operation: {
      operationId: `lift${componentName(category)}Restriction`,
      summary: 'Lift a restriction',
      description:
        'The record is no longer hidden, and keeps its original expiry. You must tell the person before you lift the restriction. Mayfly stores the day on which you told the person, together with the record.',
      tags: [category.title.en],
      scope,
      parameters: [parameterRef('RecordId'), informedOn],
      responses: { '204': { description: 'Lifted.' } },
      fails: [...callerCodes, 'record-not-found', 'contention', 'keys-unavailable'],
    },
  };
}

/** The operations that restrict records of a category. */
export function restrictionOperations(category: Category): RouteDraft[] {
  return [listDraft(category), restrictDraft(category), liftDraft(category)];
}
