import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

export type StatusName = keyof typeof grpc.status;
export type UnaryHandlers = Readonly<Record<string, (request: never) => object | Promise<object>>>;

export class GrpcFailure extends Error {
  readonly code: grpc.status;

  constructor(status: StatusName, message: string) {
    super(message);
    this.code = grpc.status[status];
  }
}

export function invalidField(field: string): GrpcFailure {
  return new GrpcFailure('INVALID_ARGUMENT', `The field ${field} is missing or not valid.`);
}

export interface IncomingCall {
  method: string;
  request: unknown;
  /** Returns the first value with this name in the call's metadata. */
  header: (name: string) => string | undefined;
}

export interface ServedService {
  /** The module path of the protos that are part of the real client. */
  protosModule: string;
  service: string;
  handlers: UnaryHandlers;
}

export interface GrpcServerOptions extends ServedService {
  /** More services that the server offers on the same port. */
  besides?: readonly ServedService[];
  host: string;
  port: number;
  /** Runs before every call. If it throws a {@link GrpcFailure}, the call fails with this error. */
  beforeCall?: (call: IncomingCall) => void | Promise<void>;
}

export interface GrpcServer {
  port: number;
  stop(): Promise<void>;
}

const shutdownGraceMs = 1_000;

export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new grpc.Server();
  for (const { protosModule, service, handlers } of [options, ...(options.besides ?? [])]) {
    const implementation: grpc.UntypedServiceImplementation = {};
    for (const [method, handler] of Object.entries(handlers)) {
      implementation[method] = answerWith(async ({ request, metadata }) => {
        const header = (name: string) => metadata.get(name)[0]?.toString();
        await options.beforeCall?.({ method, request, header });
        return handler(request as never);
      });
    }
    server.addService(loadService(protosModule, service), implementation);
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `${options.host}:${options.port}`,
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    );
  });
  return { port, stop: () => shutDown(server) };
}

function loadService(protosModule: string, service: string): grpc.ServiceDefinition {
  const protos: Parameters<typeof fromJSON>[0] = createRequire(import.meta.url)(protosModule);
  const definition = fromJSON(protos, { longs: Number, enums: String, defaults: true });
  return definition[service] as unknown as grpc.ServiceDefinition;
}

function answerWith(
  handler: (call: grpc.ServerUnaryCall<unknown, object>) => Promise<object>,
): grpc.handleUnaryCall<unknown, object> {
  return (call, callback) => {
    handler(call).then(
      (response) => callback(null, response),
      (error: unknown) => {
        if (error instanceof GrpcFailure) return callback(error);
        console.error(error);
        callback(new GrpcFailure('INTERNAL', 'Internal error.'));
      },
    );
  };
}

async function shutDown(server: grpc.Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), shutdownGraceMs);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
