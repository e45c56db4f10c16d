import { useEffect, useRef, useState } from 'react';
import type { Language } from '../../language/define-texts.ts';
import { useSession } from '../../session/session-context.tsx';
import { makePassword } from '../make-password.ts';
import { saveStream } from '../save-stream.ts';

/**
 * A saved archive. A member who completes a person's request can state the archive's id as the
 * proof.
 */
export type MadeArchive = {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  readonly records: number;
};

export type ArchiveState =
  | { readonly is: 'idle' }
  | { readonly is: 'working'; readonly bytes: number }
  | { readonly is: 'made'; readonly made: MadeArchive }
  | { readonly is: 'failed'; readonly error: unknown };

/** The body of a request for an archive. */
export type ArchiveAsked = { readonly language: Language } & { readonly [name: string]: unknown };

/**
 * The time limit for the first byte of an archive, in milliseconds. It is long, because the server
 * first finds all records of the archive.
 */
const patienceMs = 120_000;

/**
 * Downloads an archive and saves it. The page makes the password of the archive. The work stops
 * when `stop` is called, when another archive begins, or when the user of the console leaves the
 * page.
 */
export function useArchive() {
  const { client } = useSession();
  const [state, setState] = useState<ArchiveState>({ is: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  /** @param kind a part of the file's name, such as the kind of archive; nothing personal */
  const make = async (kind: string, asked: ArchiveAsked) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const { signal } = abort;
    const password = makePassword((bytes) => void crypto.getRandomValues(bytes));
    const tell = (next: ArchiveState) => {
      if (!signal.aborted) setState(next);
    };
    tell({ is: 'working', bytes: 0 });
    try {
      const separator = asked.language === 'de' ? 'semicolon' : 'comma';
      let headers = new Headers();
      const stream = await client.request('POST /v1/subjects/export', {
        body: { ...asked, password, separator },
        timeoutMs: patienceMs,
        signal,
        onHeaders: (told) => void (headers = told),
      });
      const id = headers.get('mayfly-archive-id') ?? '';
      const name = `mayfly-${kind}-${id.slice(0, 12)}.zip`;
      await saveStream(stream, { name, type: 'application/zip' }, (bytes) =>
        tell({ is: 'working', bytes }),
      );
      const records = Number(headers.get('mayfly-export-rows') ?? 0);
      tell({ is: 'made', made: { id, name, password, records } });
    } catch (error) {
      tell({ is: 'failed', error });
    }
  };
  const stop = () => {
    running.current?.abort();
    setState({ is: 'idle' });
  };
  return { state, make, stop };
}
