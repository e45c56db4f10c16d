import { useState } from 'react';
import { languages } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Icon } from '../parts/icon.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSession } from '../session/session-context.tsx';
import { loadDocument } from './load-document.ts';
import { storageTexts } from './storage-texts.ts';

const documents = [
  { id: 'record', path: 'record-of-processing', query: '' },
  { id: 'concept', path: 'deletion-concept', query: '' },
  { id: 'log', path: 'deletion-log', query: '&days=92' },
] as const;

/** Offers documents on processing and deletion, as HTML files in each language. */
export function Documents() {
  const texts = useTexts(storageTexts).documents;
  const { membership } = useSession();
  const [error, setError] = useState<unknown>();
  const download = async ({ path, query }: (typeof documents)[number], wanted: string) => {
    setError(undefined);
    try {
      const address = `/v1/tenant/${path}?format=html&language=${wanted}${query}`;
      const document = await loadDocument(address, membership?.tenant ?? '');
      saveFile(document, `${path}-${wanted}.html`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <FailureLine error={error} />
      {documents.map((each) => (
        <section key={each.id} className="panel switch-panel">
          <div>
            <h2>{texts[each.id].title}</h2>
            <p>{texts[each.id].detail}</p>
          </div>
          {languages.map((wanted) => (
            <button
              key={wanted}
              className="plain-button"
              type="button"
              onClick={() => void download(each, wanted)}
            >
              <Icon name="download" />
              {texts.download[wanted]}
              <span className="unseen">: {texts[each.id].title}</span>
            </button>
          ))}
        </section>
      ))}
    </>
  );
}
