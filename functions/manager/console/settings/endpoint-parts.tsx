import { type ReactNode, useState } from 'react';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { endpointTexts } from './endpoint-texts.ts';

/** The result of a test of an endpoint, in words. */
export type TestResult = { readonly tone: 'good' | 'error'; readonly text: string };

/** Shows an endpoint: its facts, the result of its latest test, and its buttons. */
export function EndpointEntry(props: {
  readonly id: string;
  readonly facts: ReactNode;
  readonly test: () => Promise<TestResult>;
  readonly children: ReactNode;
}) {
  const texts = useTexts(endpointTexts);
  const { language } = useLanguage();
  const [said, setSaid] = useState<TestResult>();
  const [isTesting, setTesting] = useState(false);
  const test = async () => {
    setTesting(true);
    try {
      setSaid(await props.test());
    } catch (error) {
      const { title, detail } = describeFailure(error, language);
      setSaid({ tone: 'error', text: `${title}. ${detail}` });
    } finally {
      setTesting(false);
    }
  };
  return (
    <li className="entry entry-tall">
      <div className="entry-main">
        {props.facts}
        <span role="status" className="entry-said" {...(said && { 'data-tone': said.tone })}>
          {isTesting ? texts.testing : said?.text}
        </span>
      </div>
      <div className="actions">
        <button
          className="plain-button"
          type="button"
          disabled={isTesting}
          onClick={() => void test()}
        >
          {texts.test}
          <span className="unseen"> {props.id}</span>
        </button>
        {props.children}
      </div>
    </li>
  );
}

/** Shows a button that asks before an endpoint is removed. */
export function RemoveEndpoint(props: {
  readonly id: string;
  readonly detail: string;
  readonly act: () => Promise<unknown>;
}) {
  const texts = useTexts(endpointTexts);
  return (
    <Confirm
      opener={texts.remove}
      openerLabel={`${texts.remove} ${props.id}`}
      openerClass="plain-button"
      title={texts.removeTitle(props.id)}
      detail={<p>{props.detail}</p>}
      action={texts.remove}
      act={props.act}
    />
  );
}

/**
 * Shows new secrets of an endpoint, until the user of the console confirms that they have stored
 * the secrets.
 */
export function OnceSecrets(props: {
  readonly id: string;
  readonly secrets: readonly (Parameters<typeof SecretOnce>[0] & { readonly label: string })[];
  readonly done: () => void;
}) {
  const texts = useTexts(endpointTexts);
  const title = texts.onceTitle(props.id);
  return (
    <section className="panel stack" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p role="status">{texts.once}</p>
      </div>
      {props.secrets.map((each) => (
        <SecretOnce key={each.label} {...each} />
      ))}
      <div className="actions">
        <button className="button" type="button" onClick={props.done}>
          {texts.done}
        </button>
      </div>
    </section>
  );
}

/** Shows a list of endpoints, or says that the list is loading, failed or empty. */
export function EndpointPanel<T extends { readonly id: string }>(props: {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  /** The button that adds an endpoint. */
  readonly add: ReactNode;
  readonly found: {
    readonly data: { readonly items: readonly T[] } | undefined;
    readonly error: Error | null;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  readonly row: (endpoint: T) => ReactNode;
}) {
  const list = answerOf(props.found);
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{props.title}</h2>
          <p>{props.lead}</p>
        </div>
        {list.items !== undefined && props.add}
      </div>
      <ListStates list={list} empty={props.none} />
      {list.items !== undefined && list.items.length > 0 && (
        <ul className="entries">{list.items.map(props.row)}</ul>
      )}
    </section>
  );
}
