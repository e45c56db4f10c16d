import { useState } from 'react';
import type { Draw } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { useSession } from '../session/session-context.tsx';
import { drawTexts } from './draw-texts.ts';

const timeoutMs = 60_000;
const isValue = (text: string) => /^[A-Za-z0-9_.-]{0,64}$/.test(text);

/** Draws the announced winners, with a public value if there is one. */
export function FinishDialog(props: { readonly draw: Draw; readonly onDrawn: () => void }) {
  const { finish } = useTexts(drawTexts);
  const formats = useFormats();
  const { client } = useSession();
  const { draw } = props;
  const [value, setValue] = useState('');
  const text = value.trim();
  return (
    <FormDialog
      opener={finish.open}
      openerClass="button"
      title={finish.title}
      action={finish.action}
      isReady={isValue(text)}
      onOpen={() => setValue('')}
      act={async () => {
        await client.raffles.finish(draw.id, text === '' ? undefined : text, { timeoutMs });
        props.onDrawn();
      }}
    >
      <p>{finish.sentence(formats.count(draw.count), formats.count(draw.check?.entrants ?? 0))}</p>
      <TextField
        label={finish.value}
        hint={finish.hint}
        value={value}
        onChange={setValue}
        isInvalid={!isValue(text)}
      />
    </FormDialog>
  );
}
