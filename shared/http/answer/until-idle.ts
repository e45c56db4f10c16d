import type { Readable } from 'node:stream';

/** How many seconds a receiver may read nothing before its download ends. */
export const idleSeconds = 30;

/**
 * The largest number of bytes that are sent in one piece. A slow receiver that reads all the time
 * can read them within the limit.
 */
const pieceBytes = 64 * 1024;

/**
 * Ends a download if its receiver does not read. Rights, expiry and fences are checked when a row
 * is made, so a row must not wait long in a buffer. Each piece is made only when the receiver asks
 * for it. If the download ends early, the work for it ends too. The download also ends if nobody
 * ever begins to read, for example because the request's deadline has passed.
 */
export function untilIdle(
  source: Readable,
  idleMs: number = idleSeconds * 1_000,
): ReadableStream<Uint8Array> {
  const given = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let rest: Uint8Array = new Uint8Array();
  let timer: NodeJS.Timeout | undefined;

  async function take(): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const next = await given.next();
      if (next.done) return undefined;
      rest = next.value;
    }
    const piece = rest.subarray(0, pieceBytes);
    rest = rest.subarray(piece.length);
    return piece;
  }

  function endIfIdle(controller: ReadableStreamDefaultController<Uint8Array>): void {
    timer = setTimeout(() => {
      controller.error(new Error('nobody reads the answer'));
      source.destroy();
    }, idleMs);
    timer.unref();
  }

  return new ReadableStream<Uint8Array>(
    {
      start: endIfIdle,
      async pull(controller) {
        clearTimeout(timer);
        const piece = await take();
        if (piece === undefined) {
          controller.close();
          return;
        }
        controller.enqueue(piece);
        endIfIdle(controller);
      },
      cancel() {
        clearTimeout(timer);
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
