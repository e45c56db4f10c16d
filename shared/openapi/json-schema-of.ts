import * as z from 'zod';
import { personAddress } from '#shared/base/addresses/person-address.ts';
import {
  emailAddress,
  instant,
  intentName,
  ipAddress,
  mediaType,
  phoneNumber,
  plainId,
  variableName,
} from '#shared/categories/field-schemas.ts';
import { describeRules } from './describe-rules.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

type Named = { readonly name: string; readonly description: string };

/** Schemas that many fields share. In the description, each of them is a separate component. */
const named: ReadonlyMap<z.core.$ZodType, Named> = new Map<z.core.$ZodType, Named>([
  [
    plainId,
    {
      name: 'PlainId',
      description:
        'An id or a name that you choose. It is stored unencrypted, so it must contain nothing personal.',
    },
  ],
  [
    intentName,
    {
      name: 'IntentName',
      description: 'The name of an intent in your classifier. It is stored unencrypted.',
    },
  ],
  [variableName, { name: 'VariableName', description: 'The name of a process variable.' }],
  [
    emailAddress,
    {
      name: 'EmailAddress',
      description:
        'An email address, stored as it was written. Comparisons ignore letter case, and treat `bücher.example` and `xn--bcher-kva.example` as equal. If two addresses differ only in a dot or a plus tag, they are different addresses.',
    },
  ],
  [
    personAddress,
    {
      name: 'PersonAddress',
      description:
        'The email address of a person who signs in. It is in printable ASCII, with international domains as A-labels (xn--). It is stored as it was written. Comparisons ignore letter case.',
    },
  ],
  [
    phoneNumber,
    {
      name: 'PhoneNumber',
      description:
        'A phone number, stored as it was written, and compared as E.164. A number without a country code counts as a number of the country in the profile’s `default_region`. Mayfly refuses a number that is impossible in every country.',
    },
  ],
  [ipAddress, { name: 'IpAddress', description: 'An IPv4 or IPv6 address. A port is removed.' }],
  [
    instant,
    {
      name: 'Instant',
      description: 'RFC 3339, with any offset. It is stored as UTC with milliseconds.',
    },
  ],
  [mediaType, { name: 'MediaType', description: 'A media type without parameters.' }],
]);

/** The words that replace a `default` in the description of an optional field. */
export function defaultWords(usual: unknown): string {
  const text = Array.isArray(usual) && usual.length === 0 ? 'an empty list' : String(usual);
  return `Default: ${text}.`;
}

type Direction = 'input' | 'output';

/**
 * Returns the name of the component that describes a schema, or undefined. Times have two
 * components: in a request a time may have any UTC offset, but answers always contain UTC.
 */
function nameIn(direction: Direction, schema: z.core.$ZodType): string | undefined {
  if (schema === instant && direction === 'output') return 'Timestamp';
  return named.get(schema)?.name;
}

function replace(target: { [keyword: string]: unknown }, by: JsonSchema): void {
  for (const keyword of Object.keys(target)) delete target[keyword];
  Object.assign(target, by);
}

/**
 * True if one alternative of an `anyOf` allows every value. Then the other alternatives have no
 * effect.
 */
function admitsAnything({ anyOf }: { readonly anyOf?: readonly object[] }): boolean {
  return anyOf?.some((alternative) => Object.keys(alternative).length === 0) ?? false;
}

/**
 * Returns the JSON Schema of a zod schema's input or output. It contains references to shared
 * schemas.
 */
export function jsonSchemaOf(schema: z.ZodType, direction: Direction): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: direction,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = nameIn(direction, zodSchema);
      if (name !== undefined) replace(jsonSchema, schemaRef(name));
      else if (admitsAnything(jsonSchema)) replace(jsonSchema, {});
      else if (direction === 'input') sayDefault(jsonSchema);
    },
  });
  return json;
}

/**
 * Replaces the `default` of a schema by words in its description, because many generators make a
 * field with a `default` required. Answers always contain the field, so they need no such words.
 */
function sayDefault(schema: { [keyword: string]: unknown }): void {
  const { default: usual, description } = schema;
  if (usual === undefined) return;
  delete schema['default'];
  schema['description'] = [description, defaultWords(usual)].filter(Boolean).join(' ');
}

/** Returns the components to which {@link jsonSchemaOf} makes references. */
export function sharedSchemas(): { [name: string]: JsonSchema } {
  const entries = [...named].map(([schema, { name, description }]): [string, JsonSchema] => {
    const { $schema: _dialect, ...json } = z.toJSONSchema(schema as z.ZodType, {
      io: 'input',
      // Zod's pattern refuses an IPv6 address whose last 32 bits are written as an IPv4 address
      // (RFC 4291, section 2.2). Mayfly accepts such an address, so the pattern is removed.
      override: ({ jsonSchema }) => {
        if (jsonSchema.format === 'ipv6') delete jsonSchema.pattern;
      },
    });
    const rules = describeRules(schema as z.ZodType);
    return [name, { ...json, description: [description, rules].filter(Boolean).join(' ') }];
  });
  return {
    ...Object.fromEntries(entries),
    Timestamp: {
      type: 'string',
      format: 'date-time',
      pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`,
      description: 'RFC 3339 in UTC with milliseconds.',
      examples: ['2026-11-23T09:30:00.000Z'],
    },
    RecordId: {
      type: 'string',
      pattern: '^[0-9a-f]{32}$',
      description: 'The random id of a record.',
    },
  };
}
