import type { Client, ServerDuplexStream } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';

export type Refusal = { readonly code: status; readonly details: string };

/**
 * Forwards one call to the server: bytes, metadata, deadline and cancellation. Forwards the answer
 * to the client: bytes, metadata and status.
 */
export function forwardCall(input: {
  call: ServerDuplexStream<Buffer, Buffer>;
  upstream: Client;
  path: string;
  /**
   * Is called with each message for the server. If this function returns a refusal, the client gets
   * the refusal as the answer, and the message is not forwarded.
   */
  onRequest: (message: Buffer) => Refusal | undefined;
  onResponse: (message: Buffer) => void;
  onStatus: (code: status) => void;
}): void {
  const { call } = input;
  const forwarded = input.upstream.makeBidiStreamRequest<Buffer, Buffer>(
    input.path,
    passThrough,
    passThrough,
    call.metadata.clone(),
    { deadline: call.getDeadline() },
  );
  let ended = false;
  const end = (outcome: Refusal & { metadata?: Metadata }) => {
    if (ended) return;
    ended = true;
    input.onStatus(outcome.code);
    if (outcome.code === status.OK) call.end(outcome.metadata);
    else call.emit('error', { ...outcome, metadata: outcome.metadata ?? new Metadata() });
  };

  call.on('data', (message: Buffer) => {
    if (ended) return;
    const refusal = judge(input.onRequest, message);
    if (refusal !== undefined) {
      // If no headers come first, the client believes that the connection is lost, and repeats the
      // call for seconds.
      call.sendMetadata(new Metadata());
      end(refusal);
      forwarded.cancel();
    } else if (!forwarded.write(message)) {
      call.pause();
      forwarded.once('drain', () => call.resume());
    }
  });
  call.on('end', () => forwarded.end());
  call.on('cancelled', () => {
    if (!ended) input.onStatus(status.CANCELLED);
    ended = true;
    forwarded.cancel();
  });

  forwarded.on('metadata', (metadata) => {
    if (!ended) call.sendMetadata(metadata);
  });
  forwarded.on('data', (message: Buffer) => {
    if (ended) return;
    input.onResponse(message);
    if (!call.write(message)) {
      forwarded.pause();
      call.once('drain', () => forwarded.resume());
    }
  });
  // The status can arrive while messages still wait because of back-pressure. Then the messages are
  // sent first.
  const drained = new Promise((resolve) => forwarded.once('end', resolve));
  forwarded.on('status', (outcome) => void drained.then(() => end(outcome)));
  // Each error also arrives as a status with metadata, so it needs no second handling here.
  forwarded.on('error', () => {});
}

function judge(onRequest: (message: Buffer) => Refusal | undefined, message: Buffer) {
  try {
    return onRequest(message);
  } catch (cause) {
    const details = cause instanceof Error ? cause.message : 'the check of the request failed';
    return { code: status.INTERNAL, details };
  }
}

function passThrough(message: Buffer): Buffer {
  return message;
}
