const idleMs = 30_000;
const pingMs = 3_000;
const reconnectMaxMs = 2_000;
const windowBytes = 4 * 2 ** 20;

/**
 * Options of a gRPC client's connections:
 *
 * - A connection can break without a sign, for example while Cloud Run pauses an idle instance. If
 *   no call has used the connection for 30 s, the next call also sends a ping. If no answer to the
 *   ping arrives within 3 s, the client closes the connection, and the call fails as unavailable.
 *   Otherwise the call would wait until its deadline.
 * - The client tries at least every 2 s to connect again. Without this limit, it waits up to two
 *   minutes after a long outage.
 * - The server may send 4 MiB before the client confirms that it has received them. The usual limit
 *   of 64 KiB for all calls together makes large pages slow.
 *
 * @param afterMs the time without calls in milliseconds. Only a test needs another value
 */
export function channelOptions(afterMs: number = idleMs) {
  return {
    'grpc.keepalive_time_ms': afterMs,
    'grpc.keepalive_timeout_ms': pingMs,
    'grpc.max_reconnect_backoff_ms': reconnectMaxMs,
    'grpc-node.flow_control_window': windowBytes,
  };
}
