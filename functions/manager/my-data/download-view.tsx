import { useState } from 'react';
import { saveFile } from '../console/parts/save-file.ts';
import { type ArchiveKind, askForArchive, type Failure } from './ask.ts';
import type { Language, Texts } from './texts.ts';

const kinds = ['access', 'portability'] as const;

/** The page has a separate text for each of these failures of a download. */
const told = ['ended', 'restricted', 'leaving'] as const;

type Refusal = (typeof told)[number] | 'failed';

function refusalOf(failure: Failure): Refusal {
  return told.find((each) => each === failure) ?? 'failed';
}

/** Lets the person download their data. The download erases nothing. */
export function DownloadView(props: {
  readonly token: string;
  readonly language: Language;
  readonly words: Texts;
}) {
  const { token, language, words } = props;
  const [state, setState] = useState<'idle' | 'busy' | Refusal>('idle');
  const download = async (kind: ArchiveKind) => {
    setState('busy');
    const answer = await askForArchive(token, kind, language);
    if ('data' in answer) saveFile(answer.data, `mayfly-${kind}.zip`);
    setState('data' in answer ? 'idle' : refusalOf(answer.failure));
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
      {state !== 'idle' && state !== 'busy' && <p role="alert">{words[state]}</p>}
    </>
  );
}
