import { useState } from 'react';
import type { Head } from '#shared/subjects/receipts/verification/heads.ts';
import {
  type Presented,
  type Verification,
  verifyReceipts,
} from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { useSession } from '../session/session-context.tsx';

/**
 * The data with which the user of the console compares receipts: a person's salt and identifiers,
 * and log lines that somebody keeps outside Mayfly.
 */
type Compared = {
  readonly presented?: Presented | undefined;
  readonly heads?: readonly Head[] | undefined;
};

/** The texts of receipts, and the data with which to compare them. */
export type Asked = { readonly texts: readonly string[]; readonly compared?: Compared };

/** Checks receipts in the browser, with the published keys of the service. */
export function useVerification() {
  const { client } = useSession();
  const [result, setResult] = useState<Verification>();
  const [error, setError] = useState<unknown>();
  const check = async (asked: Asked | Promise<Asked>) => {
    setError(undefined);
    try {
      const { texts, compared = {} } = await asked;
      const { keys } = await client.request('GET /.well-known/mayfly-keys.json');
      setResult(await verifyReceipts(texts, keys, compared));
    } catch (failure) {
      setResult(undefined);
      setError(failure);
    }
  };
  return { result, error, check };
}
