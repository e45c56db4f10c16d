/** Returns a stream that calls `act` when it has arrived completely, and not after a failure. */
export function tellEnd(
  stream: ReadableStream<Uint8Array>,
  act: () => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new TransformStream({ flush: act }));
}
