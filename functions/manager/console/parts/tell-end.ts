/** A stream that reports its complete arrival. A failed or cancelled stream reports nothing. */
export function tellEnd(
  stream: ReadableStream<Uint8Array>,
  act: () => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new TransformStream({ flush: act }));
}
