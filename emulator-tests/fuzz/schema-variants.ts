import type { JsonSchema } from '#shared/openapi/openapi-document.ts';
import { document } from './described-operations.ts';

/** Returns a schema without `$ref`: the schema to which it refers replaces the reference. */
export function resolveRef(schema: JsonSchema): JsonSchema {
  const { $ref, ...own } = schema;
  if (typeof $ref !== 'string') return schema;
  const found = document.components.schemas[$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`${$ref} is missing`);
  return { ...resolveRef(found), ...own };
}

/**
 * Returns a schema with the properties of both schemas. If one of the two requires a property, the
 * result requires it too.
 */
export function merge(left: JsonSchema, right: JsonSchema): JsonSchema {
  const properties = { ...(left['properties'] as object), ...(right['properties'] as object) };
  const required = [left, right].flatMap(({ required: names }) => (names as string[]) ?? []);
  return { ...left, ...right, properties, required };
}

/**
 * Returns each variant of a schema with `oneOf` or `anyOf`, merged with the part that all variants
 * share. If another variant requires a property, and this variant does not require it, the property
 * is removed from this variant.
 */
export function variantsOf({ oneOf, anyOf, ...base }: JsonSchema): JsonSchema[] {
  const variants = ((oneOf ?? anyOf) as JsonSchema[]).map(resolveRef);
  return variants.map((variant) => {
    const others = variants.filter((other) => other !== variant);
    const theirs = others.flatMap(({ required }) => (required as string[]) ?? []);
    const own = (variant['required'] as string[]) ?? [];
    const dropped = new Set(theirs.filter((name) => !own.includes(name)));
    const merged = base['type'] === undefined ? merge(base, variant) : merge(variant, base);
    const properties = Object.entries(merged['properties'] as object);
    return {
      ...merged,
      required: [...((base['required'] as string[]) ?? []), ...own],
      properties: Object.fromEntries(properties.filter(([name]) => !dropped.has(name))),
    };
  });
}
