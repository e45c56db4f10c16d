/** A stream that tells when all of it has come. One that fails or is given up tells nothing. */
export function tellEnd(
  stream: ReadableStream<Uint8Array>,
  act: () => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new TransformStream({ flush: act }));
}
