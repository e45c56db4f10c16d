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
export type Compared = {
  readonly presented?: Presented | undefined;
  readonly heads?: readonly Head[] | undefined;
};

/** Checks receipts in the browser, with the published keys of the service. */
export function useVerification() {
  const { client } = useSession();
  const [result, setResult] = useState<Verification>();
  const [error, setError] = useState<unknown>();
  const check = async (texts: readonly string[], compared: Compared = {}) => {
    setError(undefined);
    try {
      const { keys } = await client.request('GET /.well-known/mayfly-keys.json');
      setResult(await verifyReceipts(texts, keys, compared));
    } catch (failure) {
      setResult(undefined);
      setError(failure);
    }
  };
  return { result, error, check };
}
