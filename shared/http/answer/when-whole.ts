/**
 * Returns an answer that calls `act` when its whole body has been sent. If the body fails, or its
 * receiver cancels it, `act` is not called. If `act` fails, the answer is not affected and the
 * error is reported.
 */
export function whenWhole(
  answer: Response,
  act: () => Promise<void>,
  reportError: (error: unknown) => void,
): Response {
  const last = new TransformStream<Uint8Array, Uint8Array>(
    {
      async flush() {
        try {
          await act();
        } catch (error) {
          reportError(error);
        }
      },
    },
    { highWaterMark: 1 },
    { highWaterMark: 0 },
  );
  const { status, headers } = answer;
  return new Response(answer.body?.pipeThrough(last), { status, headers });
}
