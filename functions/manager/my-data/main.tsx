import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { askForData, askToErase, type Erased, type Failure, isEmpty, type OwnData } from './ask.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DataView } from './data-view.tsx';
import { DownloadView } from './download-view.tsx';
import { ErasedView } from './erased-view.tsx';
import { takeToken } from './take-token.ts';
import { type Language, preferredLanguage, type Texts, texts } from './texts.ts';

const token = takeToken(window.location, window.history);

type FailedBy = 'noToken' | 'ended' | 'leaving' | 'failed' | 'uncertain';

type State =
  | { readonly is: 'loading' }
  | { readonly is: 'shown'; readonly data: OwnData; readonly notice?: keyof Texts & 'changed' }
  | { readonly is: 'erasing'; readonly data: OwnData }
  | { readonly is: 'erased'; readonly data: OwnData; readonly erased: Erased }
  | { readonly is: 'failed'; readonly why: FailedBy };

function failedBy(failure: Failure, isErasing: boolean): State {
  if (failure === 'ended' || failure === 'leaving') return { is: 'failed', why: failure };
  return { is: 'failed', why: isErasing ? 'uncertain' : 'failed' };
}

function useOwnData() {
  const first: State = token === undefined ? { is: 'failed', why: 'noToken' } : { is: 'loading' };
  const [state, setState] = useState<State>(first);
  const load = async (notice?: 'changed') => {
    if (token === undefined) return;
    const answer = await askForData(token);
    if ('failure' in answer) setState(failedBy(answer.failure, false));
    else setState({ is: 'shown', data: answer.data, ...(notice && { notice }) });
  };
  const erase = async (data: OwnData) => {
    if (token === undefined) return;
    setState({ is: 'erasing', data });
    const answer = await askToErase(token, data.plan);
    if ('data' in answer) setState({ is: 'erased', data, erased: answer.data });
    else if (answer.failure === 'changed') await load('changed');
    else setState(failedBy(answer.failure, true));
  };
  useEffect(() => void load(), []);
  return { state, load, erase };
}

function spoken(state: State, words: Texts): string {
  if (state.is === 'loading' || state.is === 'erasing') return words[state.is];
  if (state.is !== 'shown') return '';
  return isEmpty(state.data) ? words.nothing : words.intro;
}

function LanguageChoice(props: {
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
}) {
  const names = { de: 'Deutsch', en: 'English' } as const;
  return (
    <nav aria-label="Sprache / Language">
      {(['de', 'en'] as const).map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === props.language}
          onClick={() => props.onChoose(each)}
        >
          {names[each]}
        </button>
      ))}
    </nav>
  );
}

function Content(props: {
  readonly own: ReturnType<typeof useOwnData>;
  readonly language: Language;
  readonly words: Texts;
}) {
  const { own, language, words } = props;
  const { state, load, erase } = own;
  const [isAsking, setAsking] = useState(false);
  if (state.is === 'loading') return <p aria-hidden="true">{words.loading}</p>;
  if (state.is === 'erasing') return <p aria-hidden="true">{words.erasing}</p>;
  if (state.is === 'erased') return <ErasedView {...state} language={language} words={words} />;
  if (state.is === 'failed')
    return (
      <>
        <p role="alert">{words[state.why]}</p>
        {(state.why === 'failed' || state.why === 'uncertain') && (
          <div className="actions">
            <button type="button" onClick={() => void load()}>
              {words.again}
            </button>
          </div>
        )}
      </>
    );
  const hasData = !isEmpty(state.data);
  return (
    <>
      {state.notice && (
        <p role="alert" className="notice">
          {words[state.notice]}
        </p>
      )}
      <DataView data={state.data} language={language} words={words} />
      {hasData && token !== undefined && (
        <DownloadView token={token} language={language} words={words} />
      )}
      {hasData && (
        <div className="actions">
          <button type="button" className="danger" onClick={() => setAsking(true)}>
            {words.erase}
          </button>
        </div>
      )}
      {isAsking && (
        <ConfirmDialog
          words={words}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void erase(state.data);
          }}
        />
      )}
    </>
  );
}

function Page() {
  const [language, setLanguage] = useState(() => preferredLanguage(navigator.languages));
  const own = useOwnData();
  const words = texts[language];
  useEffect(() => {
    document.documentElement.lang = words.tag;
    document.title = `${words.title} · Mayfly`;
  }, [words]);
  const isBusy = own.state.is === 'loading' || own.state.is === 'erasing';
  return (
    <>
      <header>
        <LanguageChoice language={language} onChoose={setLanguage} />
        <p className="brand">Mayfly</p>
        <p>{words.promise}</p>
      </header>
      <main aria-busy={isBusy}>
        <h1>{words.title}</h1>
        {/* This text tells screen readers that the page is busy, or what data it shows. */}
        <p role="status" className="spoken">
          {spoken(own.state, words)}
        </p>
        <div className="content">
          <Content own={own} language={language} words={words} />
        </div>
      </main>
    </>
  );
}

const place = document.getElementById('my-data');
if (place !== null) createRoot(place).render(<Page />);
