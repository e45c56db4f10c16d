const idleMs = 30_000;
const pingMs = 3_000;

/**
 * Options of a gRPC client against connections that are broken without a sign, for example after
 * Cloud Run has paused an idle instance. If a call is the first one for 30 s, the client also sends
 * a ping. If no answer to the ping arrives within 3 s, the client closes the connection, and the
 * call is repeated on a new one. Without these options the call would wait until its deadline.
 * @param afterMs the time without calls in milliseconds. Only a test needs another value
 */
export function keepalive(afterMs: number = idleMs) {
  return { 'grpc.keepalive_time_ms': afterMs, 'grpc.keepalive_timeout_ms': pingMs };
}
