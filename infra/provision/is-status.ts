import { status } from '@grpc/grpc-js';

/** True if a call of a Google client failed with this gRPC status. */
export function isStatus(error: unknown, name: keyof typeof status): boolean {
  return error instanceof Error && 'code' in error && error.code === status[name];
}
