import { useState } from 'react';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { type Language, languages } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { requestWords } from './request-words.ts';
import { requestsTexts } from './requests-texts.ts';

/**
 * Shows letters for the steps of a request. The user of the console chooses the language of the
 * letters, and can copy them.
 */
export function Letters({ letters }: Pick<PersonRequest, 'letters'>) {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const shell = useTexts(shellTexts);
  const { language } = useLanguage();
  const [spoken, speak] = useState<Language>(language);
  if (letters.length === 0) return null;
  return (
    <section className="letters" aria-labelledby="letters-title">
      <header className="panel-heading">
        <h3 id="letters-title">{texts.letters.title}</h3>
        <fieldset className="switch">
          <legend className="unseen">{shell.language}</legend>
          {languages.map((each) => (
            <label key={each} lang={each}>
              <input
                type="radio"
                name="letters"
                checked={spoken === each}
                onChange={() => speak(each)}
              />
              {shell.languages[each]}
            </label>
          ))}
        </fieldset>
      </header>
      <p className="soft">{texts.letters.lead}</p>
      {letters.map((written) => {
        const { subject, text } = written[spoken];
        return (
          <article key={written.letter} className="letter" lang={spoken}>
            <header>
              <strong>{words.letters[written.letter]}</strong>
              <CopyButton text={`${subject}\n\n${text}`} />
            </header>
            <p className="soft">
              {texts.letters.subject}: {subject}
            </p>
            <p className="letter-text">{text}</p>
          </article>
        );
      })}
    </section>
  );
}
