/** A schema in JSON Schema 2020-12, the schema language of OpenAPI 3.1. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A reference to a component of the description, such as a shared schema. */
export type Reference = { readonly $ref: string };

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: unknown;
};

export type MediaType = {
  readonly schema: JsonSchema;
  readonly examples?: {
    readonly [name: string]: { readonly summary: string; readonly value: unknown };
  };
};

export type Content = { readonly [mediaType: string]: MediaType };

export type Answer = {
  readonly description: string;
  readonly headers?: { readonly [name: string]: Reference };
  readonly content?: Content;
};

/**
 * A security requirement (OpenAPI 3.1.1, section 4.8.30): the name of the security scheme, and the
 * scopes that the credential needs.
 */
export type Security = { readonly [scheme: string]: readonly string[] };

export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly [string];
  readonly security: readonly Security[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: { readonly [status: string]: Answer | Reference };
};

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An operation with its method and path. Paths have the form of OpenAPI: `/v1/customers/{id}`. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
};

export type Tag = { readonly name: string; readonly description: string };

/**
 * A description of an HTTP API (OpenAPI 3.1.1), with only the parts that Mayfly's description
 * needs.
 */
export type OpenApiDocument = {
  readonly openapi: '3.1.1';
  readonly info: { readonly [name: string]: unknown };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly Tag[];
  readonly paths: {
    readonly [path: string]: { readonly [method in Method]?: Operation };
  };
  readonly components: {
    readonly securitySchemes: { readonly [name: string]: { readonly [name: string]: unknown } };
    readonly parameters: { readonly [name: string]: Parameter };
    readonly headers: {
      readonly [name: string]: { readonly description: string; readonly schema: JsonSchema };
    };
    readonly schemas: { readonly [name: string]: JsonSchema };
    readonly responses: { readonly [name: string]: Answer };
  };
};

/** Returns a reference to the shared schema of this name. */
export function schemaRef(name: string): Reference {
  return { $ref: `#/components/schemas/${name}` };
}

/** Describes a body with a JSON Merge Patch. Callers may send it with either of two media types. */
export function patchContent(schema: JsonSchema, summary: string, example?: unknown): Content {
  const content = jsonContent(schema, summary, example);
  return { ...content, 'application/merge-patch+json': content['application/json'] as MediaType };
}

/** Describes a JSON body, with an example if there is one. */
export function jsonContent(schema: JsonSchema, summary: string, example?: unknown): Content {
  return {
    'application/json': {
      schema,
      ...(example !== undefined && { examples: { example: { summary, value: example } } }),
    },
  };
}
