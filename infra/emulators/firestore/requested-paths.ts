import type { FirestoreRequest } from './decode-request.ts';

/**
 * Full names of the documents in a request, and of the documents that contain the requested
 * collections.
 */
export function requestedPaths(request: FirestoreRequest): string[] {
  const written = (request.writes ?? []).map(
    (write) => write.update?.name || write.transform?.document || write.delete,
  );
  const created =
    request.parent && request.collectionId
      ? [request.parent, request.collectionId, request.documentId || '-'].join('/')
      : undefined;
  return [
    request.name,
    request.document?.name,
    created ?? request.parent,
    request.addTarget?.query?.parent,
    ...(request.addTarget?.documents?.documents ?? []),
    ...(request.documents ?? []),
    ...written,
  ].filter((path) => path !== undefined && path !== '') as string[];
}
