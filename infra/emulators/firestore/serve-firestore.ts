import type { Client, ServerDuplexStream, status } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import {
  type FirestoreMethod,
  type FirestoreRequest,
  loadFirestoreMethods,
} from './decode-request.ts';
import { forwardCall, type Refusal } from './forward-call.ts';

/** Watches one call. */
export type CallWatch = {
  /**
   * Is called with each message before the message is forwarded. If this function returns a
   * refusal, the client gets the refusal as the answer.
   */
  readonly onRequest: (request: FirestoreRequest, byteLength: number) => Refusal | undefined;
  readonly onResponse?: (message: Buffer) => void;
  readonly onStatus?: (code: status) => void;
};

export type ServedFirestore = {
  /** Address and port, in the form of FIRESTORE_EMULATOR_HOST. */
  readonly host: string;
  stop(): void;
};

/** The proxy does not limit the size of messages, because the emulator does that. */
export const unlimitedMessages = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/**
 * Answers like Firestore on a port of 127.0.0.1. It accepts calls of every method in the client's
 * protos, including methods with streams, and forwards each message unchanged to `upstream`.
 * Unknown methods get UNIMPLEMENTED.
 */
export async function serveFirestore(input: {
  upstream: Client;
  port?: number | undefined;
  watch: (method: FirestoreMethod) => CallWatch;
}): Promise<ServedFirestore> {
  const { upstream, watch } = input;
  const server = new Server(unlimitedMessages);
  for (const method of loadFirestoreMethods()) {
    const serve = (call: ServerDuplexStream<Buffer, Buffer>) => {
      const { onRequest, onResponse, onStatus } = watch(method);
      forwardCall({
        call,
        upstream,
        path: method.path,
        onRequest: (message) => onRequest(method.decode(message), message.length),
        onResponse: (message) => onResponse?.(message),
        onStatus: (code) => onStatus?.(code),
      });
    };
    // For gRPC a unary call is a stream of one message. So one handler can serve every kind of
    // call.
    server.register(method.path, serve, passThrough, passThrough, 'bidi');
  }
  const port = await new Promise<number>((resolve, reject) => {
    const address = `127.0.0.1:${input.port ?? 0}`;
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return { host: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

function passThrough(message: Buffer): Buffer {
  return message;
}
