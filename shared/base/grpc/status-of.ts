/** The highest status of gRPC, https://grpc.io/docs/guides/status-codes/ */
const highest = 16;
/** The status UNAVAILABLE: a later call may succeed. */
export const unavailable = 14;

/**
 * The gRPC status of an error. If the metadata server refuses an access token, the client reports
 * the HTTP status of this refusal as its code. Nothing was sent then, so this counts as UNAVAILABLE
 * (14).
 */
export function statusOf(error: unknown): unknown {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'number' && code > highest ? unavailable : code;
}
