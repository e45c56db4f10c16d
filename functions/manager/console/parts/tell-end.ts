/**
 * A stream that reports when it has arrived completely. A failed or cancelled stream reports
 * nothing.
 */
export function tellEnd(
  stream: ReadableStream<Uint8Array>,
  act: () => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new TransformStream({ flush: act }));
}
