/** The gRPC status of a call that took too long, https://grpc.io/docs/guides/status-codes/ */
const deadlineExceeded = 4;

/**
 * Waits at most `milliseconds` for a call. After that, the call itself may still continue.
 * @throws the errors of the call, or an error with the `code` 4 when the time is over
 */
export async function beforeDeadline<T>(call: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: timeUp, reject } = Promise.withResolvers<never>();
  const late = () =>
    reject(Object.assign(new Error('no answer in time'), { code: deadlineExceeded }));
  const timer = setTimeout(late, milliseconds);
  try {
    return await Promise.race([call, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
