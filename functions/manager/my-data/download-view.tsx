import { useState } from 'react';
import { saveFile } from '../console/parts/save-file.ts';
import { type ArchiveKind, askForArchive } from './ask.ts';
import type { Language, Texts } from './texts.ts';

const kinds = ['access', 'portability'] as const;

/** Lets the person download their data, before an erasure or without one. */
export function DownloadView(props: {
  readonly token: string;
  readonly language: Language;
  readonly words: Texts;
}) {
  const { token, language, words } = props;
  const [state, setState] = useState<'idle' | 'busy' | 'failed' | 'ended'>('idle');
  const download = async (kind: ArchiveKind) => {
    setState('busy');
    const answer = await askForArchive(token, kind, language);
    if ('data' in answer) saveFile(answer.data, `mayfly-${kind}.zip`);
    const failure = 'data' in answer ? 'idle' : 'failed';
    setState('failure' in answer && answer.failure === 'ended' ? 'ended' : failure);
  };
  return (
    <>
      <div className="actions">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="quiet"
            disabled={state === 'busy'}
            onClick={() => void download(kind)}
          >
            {words.download[kind]}
          </button>
        ))}
      </div>
      {(state === 'failed' || state === 'ended') && <p role="alert">{words[state]}</p>}
    </>
  );
}
