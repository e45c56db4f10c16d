import type { App } from '#shared/http/create-app.ts';
import { postAsTenant } from '../../../infra/local/demo/post-as-tenant.ts';

type Fill = {
  readonly app: App;
  readonly path: string;
  readonly count: number;
  /**
   * The number of records in one batch. The records of a batch have creation times at intervals of
   * a microsecond.
   */
  readonly batch: number;
  readonly describe: (number: string) => { readonly [field: string]: unknown };
};

/**
 * Records are numbered with this many digits, such as `000042`. So a test can find them in rows.
 */
const digits = 6;

/** Creates records in full batches, numbered in the order of their creation. */
export async function fillTenant(apiKey: string, fills: readonly Fill[]): Promise<void> {
  for (const { app, path, count, batch, describe } of fills)
    for (let from = 0; from < count; from += batch) {
      const body = Array.from({ length: batch }, (_, at) =>
        describe(String(from + at).padStart(digits, '0')),
      );
      // The batches are sent one after the other, so that the order of the rows is known.
      // oxlint-disable-next-line no-await-in-loop
      await postAsTenant(app, { method: 'POST', path, apiKey, body });
    }
}
