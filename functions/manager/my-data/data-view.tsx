import { isEmpty, type OwnData } from './ask.ts';
import type { Language, Texts } from './texts.ts';

type Props = { readonly data: OwnData; readonly language: Language; readonly words: Texts };

/**
 * Shows the number, purpose and expiry of the records in each category, and what stays after an
 * erasure.
 */
export function DataView({ data, language, words }: Props) {
  const day = new Intl.DateTimeFormat(words.tag, { dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(words.tag, { timeStyle: 'short' });
  const known = data.stays.filter(({ what }) => what in words.stays);
  return (
    <>
      <p>{isEmpty(data) ? words.nothing : words.intro}</p>
      <ul className="categories">
        {data.categories.map(({ category, title, purpose, count, kept_until: until }) => (
          <li key={category}>
            <h2>{title[language]}</h2>
            <p className="count">{words.count(count)}</p>
            <dl>
              <div>
                <dt>{words.why}</dt>
                <dd>{purpose[language]}</dd>
              </div>
              <div>
                <dt>{words.until}</dt>
                <dd>
                  <time dateTime={until}>{day.format(new Date(until))}</time>
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
      {data.beside > 0 && <p>{words.beside(data.beside)}</p>}
      {data.shared_conversations > 0 && <p>{words.shared(data.shared_conversations)}</p>}
      {!isEmpty(data) && (
        <details>
          <summary>{words.staysTitle}</summary>
          <ul className="stays">
            {known.map(({ what }) => (
              <li key={what}>{words.stays[what]}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="ends">{words.ends(time.format(new Date(data.expires_at)))}</p>
    </>
  );
}
