import { useState } from 'react';
import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from './icon.tsx';

const ownTexts = defineTexts({
  en: { copy: 'Copy', copied: 'Copied', failed: 'Select it and copy it by hand' },
  de: { copy: 'Kopieren', copied: 'Kopiert', failed: 'Bitte markieren und von Hand kopieren' },
});

/** Copies a text to the clipboard, and says whether that succeeded. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const texts = useTexts(ownTexts);
  const [state, setState] = useState<'copy' | 'copied' | 'failed'>('copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  const shown = state === 'copy' ? (label ?? texts.copy) : texts[state];
  return (
    <>
      <button className="plain-button small" type="button" onClick={() => void copy()}>
        <Icon name="copy" />
        {shown}
      </button>
      <span role="status" className="unseen">
        {state === 'copy' ? '' : shown}
      </span>
    </>
  );
}
