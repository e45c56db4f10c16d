import { useState } from 'react';
import {
  type Presented,
  type Verification,
  verifyReceipts,
} from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { useSession } from '../session/session-context.tsx';

/** Checks receipts in the browser, with the keys that the service publishes. */
export function useVerification() {
  const { client } = useSession();
  const [result, setResult] = useState<Verification>();
  const [error, setError] = useState<unknown>();
  const check = async (texts: readonly string[], presented?: Presented) => {
    setError(undefined);
    try {
      const { keys } = await client.request('GET /.well-known/mayfly-keys.json');
      setResult(await verifyReceipts(texts, keys, presented));
    } catch (failure) {
      setResult(undefined);
      setError(failure);
    }
  };
  return { result, error, check };
}
