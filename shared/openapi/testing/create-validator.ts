import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { JsonSchema, OpenApiDocument } from '../openapi-document.ts';

/**
 * Lists the rules that a value breaks, one line for each. The list is empty when the value is
 * valid.
 */
export type Validate = (schema: JsonSchema, value: unknown) => string[];

/**
 * Copies a schema. In the copy, an object schema without `additionalProperties` allows only the
 * properties that it describes.
 */
function closeObjects(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closeObjects);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(
    Object.entries(node).map(([keyword, value]) => [keyword, closeObjects(value)]),
  );
  const isOpen = inner['type'] === 'object' && 'properties' in inner;
  return isOpen ? { additionalProperties: false, ...inner } : inner;
}

/**
 * Creates a validator for JSON Schema 2020-12, which also checks formats. It reports properties
 * that a schema does not describe.
 * @throws an error if a schema is invalid
 */
export function createValidator(document: OpenApiDocument): Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema(closeObjects(document) as OpenApiDocument, 'api', undefined, false);
  for (const [name, schema] of Object.entries(document.components.schemas))
    if (ajv.validateSchema(schema) !== true) throw new Error(`${name}: ${ajv.errorsText()}`);
  const compiled = new Map<string, ValidateFunction>();
  const compile = (schema: JsonSchema): ValidateFunction => {
    // In a schema, a reference such as `#/components/…` points to a place in the whole API
    // description. The validator stores this description under the name `api`, so `api` is added
    // here.
    const local = JSON.stringify(closeObjects(schema)).replaceAll('"#/', '"api#/');
    const validate = compiled.get(local) ?? ajv.compile(JSON.parse(local) as JsonSchema);
    compiled.set(local, validate);
    return validate;
  };
  return (schema, value) => {
    const validate = compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
