import crc from 'crc-32/crc32c.js';
import { GrpcFailure } from '../grpc/grpc-server.ts';

export interface Int64Value {
  value?: unknown;
}

export function crc32c(bytes: Uint8Array): Int64Value {
  return { value: crc.buf(bytes) >>> 0 };
}

/** Tells whether a checksum was sent. If the checksum does not match the data, the call fails. */
export function verifyCrc32c(
  field: string,
  bytes: Uint8Array,
  sent: Int64Value | null | undefined,
): boolean {
  if (!sent) return false;
  if (Number(sent.value ?? 0) !== crc32c(bytes).value) {
    throw new GrpcFailure(
      'INVALID_ARGUMENT',
      `The checksum in field ${field}_crc32c did not match the data in field ${field}.`,
    );
  }
  return true;
}
