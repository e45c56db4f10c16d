/**
 * Returns an answer that calls `act` after its whole body was sent. If the body ends with an error,
 * or if the receiver stops reading, `act` is not called. If `act` fails, the answer does not
 * change, and the error is reported.
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
