import type {
  Answer,
  MediaType,
  OpenApiDocument,
  Operation,
  Reference,
} from './openapi-document.ts';

/** A described body of a request or an answer, and where the document describes it. */
export type DescribedContent = { readonly place: string; readonly mediaType: MediaType };

/**
 * If `answer` is a reference, returns the answer that the reference names. Otherwise returns
 * `answer` itself.
 */
export function resolveAnswer(document: OpenApiDocument, answer: Answer | Reference): Answer {
  if (!('$ref' in answer)) return answer;
  const found = document.components.responses[answer.$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`${answer.$ref} is missing`);
  return found;
}

/** Returns the operations of the document, by `METHOD /path`. */
export function readOperations(document: OpenApiDocument): Map<string, Operation> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    ),
  );
}

/** Returns the bodies of all requests, answers and errors that the document describes. */
export function readContents(document: OpenApiDocument): DescribedContent[] {
  return [...readOperations(document)].flatMap(([route, { requestBody, responses }]) => [
    ...Object.values(requestBody?.content ?? {}).map((mediaType) => ({
      place: `${route} body`,
      mediaType,
    })),
    ...Object.entries(responses).flatMap(([status, answer]) =>
      Object.values(resolveAnswer(document, answer).content ?? {}).map((mediaType) => ({
        place: `${route} ${status}`,
        mediaType,
      })),
    ),
  ]);
}
