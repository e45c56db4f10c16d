import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { defineTexts } from '../language/define-texts.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';

const ownTexts = defineTexts({
  en: { choose: 'Choose files', none: 'No file is chosen.' },
  de: { choose: 'Dateien wählen', none: 'Keine Datei ist gewählt.' },
});

/**
 * Lets the user of the console choose files. A browser's own field would use the language of the
 * browser instead of the language of the page.
 */
export function FileField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly onChange: (files: readonly File[]) => void;
}) {
  const texts = useTexts(ownTexts);
  const formats = useFormats();
  const [names, setNames] = useState<readonly string[]>([]);
  return (
    <div className="field">
      <span className="form-label">{props.label}</span>
      {props.hint !== undefined && <span className="soft">{props.hint}</span>}
      <span className="file-line">
        <FileTrigger
          allowsMultiple
          onSelect={(chosen) => {
            const files = [...(chosen ?? [])];
            setNames(files.map(({ name }) => name));
            props.onChange(files);
          }}
        >
          <Button className="plain-button small">
            {texts.choose}
            <span className="unseen"> {props.label}</span>
          </Button>
        </FileTrigger>
        <span className="soft long-value" role="status">
          {names.length === 0 ? texts.none : formats.list(names)}
        </span>
      </span>
    </div>
  );
}
