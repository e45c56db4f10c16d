/**
 * An answer whose whole body tells that it has left, before it ends. A body that fails or that its
 * receiver gives up tells nothing. What `act` does may fail without harm to the answer; it is reported.
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
