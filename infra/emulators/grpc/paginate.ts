import { GrpcFailure } from './grpc-server.ts';

interface PageRequest {
  pageSize?: number | null;
  pageToken?: string | null;
}

/**
 * Makes pages by offset. If an item is deleted between two pages, the next page lacks an item.
 * That is enough for an emulator.
 */
export function paginate<T>(items: readonly T[], { pageSize, pageToken }: PageRequest) {
  const start = pageToken ? Number(pageToken) : 0;
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new GrpcFailure('INVALID_ARGUMENT', 'The page token is invalid.');
  }
  const end = start + (pageSize || 100);
  return {
    page: items.slice(start, end),
    nextPageToken: end < items.length ? String(end) : '',
    totalSize: items.length,
  };
}
