import type { Upserted } from './category-client.ts';
import type { Variables } from './category-shapes.ts';
import type { CreateOf, StoredRecord } from './category-types.ts';
import { readTagged } from './etag-of.ts';
import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { recordSegment } from './url-parts.ts';

export type VariableFilesClient = {
  /**
   * Stores a file of at most 16 MiB as a variable. If a variable with the same experience, instance
   * and name exists, the file replaces the value or file of that variable. The time limit applies
   * to the whole upload.
   */
  store(
    variable: Omit<CreateOf<Variables>, 'value'>,
    file: Blob,
    fileName: string,
    options?: CallOptions,
  ): Promise<Upserted<Variables>>;
  /**
   * Returns the content of a variable's file as a stream. The time limit applies only until the
   * answer begins.
   */
  read(id: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
};

/** Creates the calls for variables with files. */
export function createVariableFilesClient(transport: Transport): VariableFilesClient {
  return {
    store: (variable, file, fileName, options) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(variable))
        if (value !== undefined) form.append(name, value);
      form.append('file', file, fileName);
      const request: ClientRequest = {
        ...options,
        method: 'POST',
        path: '/v1/variables/file',
        form,
      };
      return sendRequest(transport, request, async (response) => ({
        record: await readTagged<StoredRecord<Variables>>(response),
        created: response.status === 201,
      }));
    },
    read: async (id, options) => {
      const path = `/v1/variables/${recordSegment(id)}/file`;
      const request: ClientRequest = { ...options, method: 'GET', path };
      return sendRequest(transport, request, async ({ body }) => body ?? new Blob().stream());
    },
  };
}
