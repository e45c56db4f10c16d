import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
// `I18nProvider` is imported from a module of its own. An import from the library's index would add
// the whole library to the first load.
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createFormats, type Formats } from './create-formats.ts';
import { type Language, pickLanguage, type Texts } from './define-texts.ts';

type LanguageState = {
  readonly language: Language;
  readonly formats: Formats;
  readonly choose: (language: Language) => void;
};

const LanguageContext = createContext<LanguageState | undefined>(undefined);

/**
 * Uses the browser’s language until the user of the console chooses another. The choice lasts until
 * the page is closed.
 */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState(() => pickLanguage(navigator.languages));
  const state = useMemo(() => ({ language, choose, formats: createFormats(language) }), [language]);
  const { tag } = state.formats;
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  return (
    <LanguageContext value={state}>
      <I18nProvider locale={tag}>{children}</I18nProvider>
    </LanguageContext>
  );
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === undefined) throw new Error('this component is not inside a LanguageProvider');
  return state;
}

/** Returns texts in the user’s language. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage().language];
}

export function useFormats(): Formats {
  return useLanguage().formats;
}
