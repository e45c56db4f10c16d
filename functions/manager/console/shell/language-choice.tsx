import { type Language, languages } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { shellTexts } from './shell-texts.ts';

export function LanguageChoice() {
  const texts = useTexts(shellTexts);
  const { language, choose } = useLanguage();
  return (
    <label className="choice">
      {texts.language}{' '}
      <select value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {texts.languages[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
