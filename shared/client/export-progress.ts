import type { CsvChoices, Narrowing } from './export-csv.ts';
import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import type { QueryValues } from './url-parts.ts';

/** The progress of an export. */
export type ExportProgress = {
  /** The estimated number of all rows. */
  readonly rows: number;
  readonly bytes: number;
  /** The estimated number of all bytes, calculated from the first rows. */
  readonly bytesExpected: number;
  /** The part of the archive that has arrived, from 0 to 1. It is 1 only at the end. */
  readonly share: number;
};

export type ArchiveOptions = CallOptions &
  CsvChoices & {
    /**
     * If there is a password, the archive is encrypted with AES-256. The password has 16 to 128
     * characters: visible ASCII characters and spaces. Mayfly does not store it.
     */
    readonly password?: string;
    /** Called at the beginning, whenever data arrives, and at the end. */
    readonly onProgress?: (progress: ExportProgress) => void;
  };

/** The highest `share` before the end, even if more bytes than expected have arrived. */
const shareMax = 0.99;

function numberOf(response: Response, header: string): number {
  return Number(response.headers.get(header) ?? 0);
}

/**
 * Returns the body of an answer. While somebody reads the body, `onProgress` receives the progress.
 */
function followProgress(
  response: Response,
  onProgress: (progress: ExportProgress) => void,
): ReadableStream<Uint8Array> {
  const rows = numberOf(response, 'mayfly-export-rows');
  const bytesExpected = numberOf(response, 'mayfly-export-bytes');
  let bytes = 0;
  const tell = (share: number) => onProgress({ rows, bytes, bytesExpected, share });
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    start: () => tell(0),
    transform: (chunk, controller) => {
      bytes += chunk.length;
      controller.enqueue(chunk);
      tell(Math.min(shareMax, bytes / Math.max(1, bytesExpected)));
    },
    flush: () => tell(1),
  });
  return (response.body ?? new Blob().stream()).pipeThrough(counter);
}

/** Requests an archive. The time limit applies only until the first byte arrives. */
export function exportArchive(
  transport: Transport,
  path: string,
  asked: ArchiveOptions & Narrowing<QueryValues> = {},
): Promise<ReadableStream<Uint8Array>> {
  const { password, format, separator, filters, onProgress, ...options } = asked;
  const body = { password, format, separator, ...filters };
  const request: ClientRequest = { ...options, method: 'POST', path, body };
  return sendRequest(transport, request, async (response) =>
    onProgress === undefined
      ? (response.body ?? new Blob().stream())
      : followProgress(response, onProgress),
  );
}
