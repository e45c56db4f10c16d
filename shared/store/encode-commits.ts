import protos from '@google-cloud/firestore-api/build/protos/protos.json' with { type: 'json' };
import type { Client, MethodDefinition } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import type { Stub } from './firestore-calls.ts';

type Commit = Stub['commit'];
type Request = Parameters<Commit>[0];
type Answer = Parameters<Parameters<Commit>[3]>[1] & {};

/** Reads the descriptions of the messages. This takes some milliseconds. */
function readTypes() {
  const root = protobuf.Root.fromJSON(protos);
  return {
    request: root.lookupType('google.firestore.v1.CommitRequest'),
    answer: root.lookupType('google.firestore.v1.CommitResponse'),
  };
}

/**
 * Returns the stub with another method `commit`. The stub's own method first copies and converts
 * the whole request, and converts each number of seconds in the answer to a text. The store needs
 * no conversion, because `toWrite` already returns bytes as bytes and numbers as numbers. Processes
 * that never commit do not read the descriptions of the messages.
 */
export function encodingCommits(stub: Stub & Client): Stub {
  let types: ReturnType<typeof readTypes> | undefined;
  const typesOnce = () => (types ??= readTypes());
  const encode = (value: Request) => typesOnce().request.encode(value).finish() as Buffer;
  const decode = (bytes: Buffer): Answer => {
    const { answer } = typesOnce();
    return answer.toObject(answer.decode(bytes), { longs: Number, defaults: true });
  };
  const { path } = stub.commit as unknown as MethodDefinition<Request, Answer>;
  const commit: Commit = (value, metadata, options, callback) =>
    stub.makeUnaryRequest(path, encode, decode, value, metadata, options, callback);
  return Object.assign(stub, { commit });
}
