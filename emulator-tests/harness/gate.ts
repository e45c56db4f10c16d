import type { ServerDuplexStream } from '@grpc/grpc-js';
import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { loadFirestoreMethods } from '../../infra/emulators/firestore/decode-request.ts';
import { forwardCall } from '../../infra/emulators/firestore/forward-call.ts';

/**
 * For each Firestore call, the gate runs `before` with the name of the method. When `before` is
 * done, the gate forwards the call. When an answer arrives, the gate runs `after`.
 */
export type Passage = {
  readonly before?: (method: string) => Promise<void> | undefined;
  readonly after?: (method: string) => void;
};

export type Gate = {
  readonly host: string;
  /** The name of the Firestore method of each call so far. */
  methods(): readonly string[];
  pass(passage: Passage): void;
  stop(): void;
};

const unlimited = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};
const same = (message: Buffer) => message;

/**
 * Starts a gate: a server in front of Firestore's proxy. A test can delay the calls that go through
 * it.
 */
export async function startGate(upstreamHost: string): Promise<Gate> {
  const upstream = new Client(upstreamHost, credentials.createInsecure(), unlimited);
  const server = new Server(unlimited);
  const methods: string[] = [];
  let passage: Passage = {};

  for (const { name, path } of loadFirestoreMethods()) {
    const serve = async (call: ServerDuplexStream<Buffer, Buffer>) => {
      methods.push(name);
      await passage.before?.(name);
      forwardCall({
        call,
        upstream,
        path,
        onRequest: () => undefined,
        onResponse: () => passage.after?.(name),
        onStatus: () => {},
      });
    };
    server.register(
      path,
      (call: ServerDuplexStream<Buffer, Buffer>) => void serve(call),
      same,
      same,
      'bidi',
    );
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    host: `127.0.0.1:${port}`,
    methods: () => methods,
    pass: (next) => {
      passage = next;
    },
    stop: () => {
      server.forceShutdown();
      upstream.close();
    },
  };
}
