import { useEffect, useRef, useState } from 'react';
import type { ShownEntry } from '#shared/manager-log/verification/check-coverage.ts';
import { useSession } from '../session/session-context.tsx';
import { type Proofs, type SealReport, verifyShown } from './verify-shown.ts';

export type SealCheckState =
  | { readonly is: 'idle' }
  | { readonly is: 'checking'; readonly share: number }
  | { readonly is: 'done'; readonly report: SealReport }
  | { readonly is: 'failed'; readonly error: unknown };

/**
 * Checks the seals when `check` is called. A running check ends early if `stop` or `check` is
 * called, or if the user of the console leaves the page.
 */
export function useSealCheck() {
  const { client, membership } = useSession();
  const [state, setState] = useState<SealCheckState>({ is: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const check = async (shown: readonly ShownEntry[]) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const { signal } = own;
    const show = (next: SealCheckState) => {
      if (!signal.aborted) setState(next);
    };
    const proofs: Proofs = {
      async keys() {
        const { keys } = await client.request('GET /.well-known/mayfly-keys.json', { signal });
        return keys;
      },
      seals: async (query) => client.request('GET /v1/manager-log/seals', { query, signal }),
      links: async (query) => client.request('GET /v1/manager-log/links', { query, signal }),
    };
    show({ is: 'checking', share: 0 });
    try {
      const at = { tenant: membership?.tenant ?? '', now: Date.now() };
      const tell = (share: number) => show({ is: 'checking', share });
      show({ is: 'done', report: await verifyShown(proofs, at, shown, tell) });
    } catch (error) {
      show({ is: 'failed', error });
    }
  };
  const stop = () => {
    running.current?.abort();
    setState({ is: 'idle' });
  };
  return { state, check, stop };
}
