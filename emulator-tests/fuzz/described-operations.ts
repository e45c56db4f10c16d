import type {
  OpenApiDocument,
  Operation,
  Parameter,
  Reference,
} from '#shared/openapi/openapi-document.ts';
import apiDescription from '../../infra/openapi.json' with { type: 'json' };

/** The description of the API, as Mayfly serves it. */
export const document = apiDescription as unknown as OpenApiDocument;

export type DescribedOperation = {
  /** Method and path, as in `GET /v1/customers`. */
  readonly route: string;
  readonly method: string;
  /** The path with the names of its parameters in braces, as in `/v1/customers/{id}`. */
  readonly path: string;
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
};

function resolveParameter(parameter: Parameter | Reference): Parameter {
  if (!('$ref' in parameter)) return parameter;
  const found = document.components.parameters[parameter.$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`${parameter.$ref} is missing`);
  return found;
}

/** Every operation in the description. */
export const operations: readonly DescribedOperation[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([name, operation]: [string, Operation]) => {
      const method = name.toUpperCase();
      const parameters = (operation.parameters ?? []).map(resolveParameter);
      return { route: `${method} ${path}`, method, path, operation, parameters };
    }),
);

const compiled = operations.map((each) => {
  const source = each.path
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^$()[\]|\\]/g, String.raw`\$&`))
    .join('[^/]+');
  return { each, pattern: new RegExp(`^${source}$`), names: each.path.split('{').length };
});

/**
 * Returns the operation that serves a path. If several operations serve it, returns the one with
 * the fewest parameters in its path. HEAD counts as GET.
 */
export function operationOf(method: string, pathname: string): DescribedOperation | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  return compiled
    .filter(({ each, pattern }) => each.method === wanted && pattern.test(pathname))
    .toSorted((left, right) => left.names - right.names)[0]?.each;
}

/**
 * Returns the path of a record's collection, such as `/v1/customers` for
 * `/v1/customers/{id}/touch`.
 */
export function collectionOf(path: string): string {
  return path.split('/{')[0] ?? path;
}
