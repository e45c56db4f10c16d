/** Passes a stream on, and calls `act` at its end. If the stream fails, it does not call `act`. */
export function tellEnd(
  stream: ReadableStream<Uint8Array>,
  act: () => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new TransformStream({ flush: act }));
}
