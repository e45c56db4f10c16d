import type { FirestoreRequest } from './decode-request.ts';

/** Full names of the documents (and of the parents of collections) a request is about. */
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
