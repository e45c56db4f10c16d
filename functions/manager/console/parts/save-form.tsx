import { type ReactNode, useState } from 'react';
import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureLine } from './failure-line.tsx';

const ownTexts = defineTexts({
  en: {
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved. It takes effect within five seconds.',
  },
  de: {
    save: 'Speichern',
    saving: 'Wird gespeichert …',
    saved: 'Gespeichert. Es wirkt binnen fünf Sekunden.',
  },
});

/**
 * Shows a form. After an attempt to save, it says that the values are saved, or why they are not.
 */
export function SaveForm(props: {
  readonly label?: string;
  readonly isChanged: boolean;
  readonly save: () => Promise<unknown>;
  readonly action?: string;
  readonly children: ReactNode;
}) {
  const texts = useTexts(ownTexts);
  const [state, setState] = useState<'idle' | 'saving' | 'saved'>('idle');
  const [error, setError] = useState<unknown>();
  const run = async () => {
    setState('saving');
    setError(undefined);
    try {
      await props.save();
      setState('saved');
    } catch (failure) {
      setError(failure);
      setState('idle');
    }
  };
  return (
    <form
      className="form"
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (props.isChanged && state !== 'saving') void run();
      }}
    >
      {props.children}
      <FailureLine error={error} />
      <div className="form-foot">
        <button
          className="button"
          type="submit"
          aria-disabled={!props.isChanged || state === 'saving'}
        >
          {state === 'saving' ? texts.saving : (props.action ?? texts.save)}
        </button>
        <p role="status" className="soft">
          {state === 'saved' && !props.isChanged ? texts.saved : ''}
        </p>
      </div>
    </form>
  );
}
