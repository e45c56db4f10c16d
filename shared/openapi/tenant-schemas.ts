import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { roles } from '#shared/access/roles.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { modulesOf } from '#shared/tenants/modules.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const text: JsonSchema = { type: 'string' };
const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: 'null' }] });
const time = schemaRef('Timestamp');
const hex: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const day: JsonSchema = { type: 'string', format: 'date' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const destination: JsonSchema = { type: 'string', enum: ['server', 'device', 'off'] };

function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', maxItems: 500, items };
}

function closed(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

/**
 * Returns the schemas of answers about a tenant: its profile, members, keys and waiting changes.
 */
export function tenantSchemas(categories: readonly Category[]): { [name: string]: JsonSchema } {
  const role: JsonSchema = { type: 'string', enum: [...roles] };
  const key = {
    id: hex,
    name: orNull(schemaRef('PlainId')),
    prefix: text,
    scopes: listOf({ type: 'string', enum: apiKeyScopes(categories) }),
    created_at: time,
    expires_at: orNull(time),
    revoked_at: orNull(time),
    last_used_on: orNull(day),
    scopes_noted_since: {
      ...orNull(day),
      description:
        '`scopes_used` is complete from this day on. Null before the first use of the key.',
    },
    scopes_used: {
      ...listOf(closed({ scope: text, first_used_on: day, last_used_on: day })),
      description:
        'The scopes that requests with this key have needed. A new key with only these scopes can replace this key.',
    },
  };
  const fromTo = (schema: JsonSchema) => closed({ from: schema, to: schema });
  const own = closed({
    destination,
    retention_days: { type: ['integer', 'null'], minimum: 1 },
    effective_days: { type: 'integer', minimum: 1 },
    pending: listOf({ type: 'string', enum: ['delete', 'shorten'] }),
  });
  const profile = {
    id: text,
    modules: listOf({ type: 'string', enum: modulesOf(categories) }),
    origins: listOf(text),
    default_region: {
      type: 'string',
      pattern: '^[A-Z]{2}$',
      description:
        'The country of phone numbers without a country code (ISO 3166-1). By default `DE`.',
    },
    time_zone: {
      ...text,
      description:
        'The IANA time zone in which the days of persons’ requests are counted. By default `Europe/Berlin`.',
    },
    debug_until: orNull(time),
    cooling_off_hours: { type: 'integer', minimum: 0, maximum: 72 },
    pending: {
      ...listOf(schemaRef('PendingChange')),
      description:
        'The changes that wait until their cooling-off time ends, and can still be cancelled.',
    },
    categories: { type: 'object', additionalProperties: own },
  };
  const kinds = ['shorten', 'switch-off', 'cooling-off', 'erase-category', 'erase-tenant'];
  const pending = {
    id: schemaRef('RecordId'),
    kind: { type: 'string', enum: kinds },
    category: orNull(text),
    created_at: time,
    effective_at: time,
  };
  const pendingParts = {
    days: { type: 'integer', minimum: 1 },
    destination,
    cooling_off_hours: { type: 'integer', minimum: 0 },
  } as const;
  return {
    Profile: {
      type: 'object',
      description: 'A tenant’s usage profile.',
      properties: { ...profile, effective_at: time },
      required: Object.keys(profile),
    },
    PendingChange: {
      type: 'object',
      description: 'A change that takes effect later, unless it is cancelled.',
      properties: { ...pending, ...pendingParts },
      required: Object.keys(pending),
    },
    PendingChanges: closed({ items: listOf(schemaRef('PendingChange')) }),
    Foresight: closed({
      effective_at: time,
      changes: listOf(
        closed({
          category: text,
          destination: fromTo(destination),
          retention_days: fromTo({ type: 'integer', minimum: 1 }),
          live: count,
          gone: listOf(closed({ in_days: count, with_change: count, without_change: count })),
          curve: {
            ...listOf(closed({ in_days: count, without_change: count, with_change: count })),
            description:
              'How many of the present live records are still stored on each of the next 30 days, with and without the change.',
          },
        }),
      ),
    }),
    DebugMode: closed({ debug_until: orNull(time), effective_at: time }),
    Member: closed({
      id: hex,
      email: { type: 'string', format: 'email' },
      role,
      issuer: {
        type: 'string',
        description: 'The identity provider with which the member must sign in.',
      },
      invited_at: time,
    }),
    Members: closed({ items: { type: 'array', items: schemaRef('Member') } }),
    ApiKey: closed(key),
    ApiKeys: closed({ items: listOf(schemaRef('ApiKey')) }),
    NewApiKey: closed({
      ...key,
      key: {
        type: ['string', 'null'],
        description:
          'The key itself. Only the first answer contains it. It is null if an earlier request with the same `Idempotency-Key` got it.',
      },
    }),
    Me: closed({
      email: { type: 'string', format: 'email' },
      operator: { type: 'boolean' },
      tenants: listOf(closed({ tenant: text, role })),
    }),
  };
}
