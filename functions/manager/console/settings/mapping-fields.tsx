import { useFormats, useTexts } from '../language/language-context.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { type MappedField, repeatedVariables } from './transfer-draft.ts';
import { transferTexts } from './transfer-texts.ts';

/** Shows a row for each variable: its name, and the field of the system that receives its value. */
export function MappingFields(props: {
  readonly rows: readonly MappedField[];
  readonly change: (rows: readonly MappedField[]) => void;
}) {
  const { rows, change } = props;
  const texts = useTexts(transferTexts);
  const formats = useFormats();
  const repeated = repeatedVariables(rows);
  const replace = (at: number, part: Partial<MappedField>) =>
    change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <fieldset className="mapping" aria-describedby="mapping-hint">
      <legend className="field-name">{texts.mapping}</legend>
      <p className="field-note" id="mapping-hint">
        {texts.mappingHint}
      </p>
      {rows.map(({ variable, field }, at) => (
        <div className="mapping-row" key={at}>
          <TextField
            label={texts.numbered(texts.variable, at + 1)}
            value={variable}
            onChange={(text) => replace(at, { variable: text.trim() })}
            isInvalid={repeated.includes(variable)}
            isMono
          />
          <TextField
            label={texts.numbered(texts.field, at + 1)}
            value={field}
            onChange={(text) => replace(at, { field: text.trim() })}
            isMono
          />
          <button
            className="icon-button"
            type="button"
            aria-label={texts.removeField(variable || String(at + 1))}
            onClick={() => change(rows.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {repeated.length > 0 && (
        <p className="field-note" role="alert">
          {texts.repeated(formats.list(repeated))}
        </p>
      )}
      <div>
        <button
          className="plain-button"
          type="button"
          onClick={() => change([...rows, { variable: '', field: '' }])}
        >
          {texts.addField}
        </button>
      </div>
    </fieldset>
  );
}
