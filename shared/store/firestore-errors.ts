import { statusOf } from '#shared/base/grpc/status-of.ts';
import { AlreadyExists, StoreUnavailable, WriteConflict } from './store.ts';

// gRPC status codes, https://grpc.io/docs/guides/status-codes/
const conflictCodes = new Set<unknown>([5, 6, 9, 10]);
const alreadyExistsCode = 6;
/**
 * UNKNOWN (2) is one of these codes, because the client reports it if the metadata server does not
 * answer the request for an access token. A server that stops a call reports CANCELLED (1) or
 * UNKNOWN.
 */
const unavailableCodes = new Set<unknown>([1, 2, 4, 8, 13, 14, 16]);

/** True if a write that failed with this code may succeed when it is sent again. */
export function isTransient(code: unknown): boolean {
  return unavailableCodes.has(code);
}

/**
 * Translates an error of the client into an error to which a caller can react. The new error does
 * not contain the client's error, because the text of that error can contain paths of documents.
 */
export function translate(error: unknown): Error {
  const code = statusOf(error);
  if (isTransient(code)) return new StoreUnavailable('unavailable', { cause: code });
  return new Error(`firestore error ${String(code)}`);
}

/**
 * Like {@link translate}, for writes. Only a write can conflict. For a read, the same codes have
 * another meaning, such as a missing index.
 */
export function translateWrite(error: unknown): Error {
  const code = statusOf(error);
  if (code === alreadyExistsCode) return new AlreadyExists('already exists', { cause: code });
  return conflictCodes.has(code)
    ? new WriteConflict('conflict', { cause: code })
    : translate(error);
}
