import { useState } from 'react';
import type { Draw } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { drawTexts } from './draw-texts.ts';
import type { ReplacementReason } from './fold-draws.ts';

const reasons = ['not_reached', 'declined', 'not_eligible', 'entry_gone'] as const;

/** Replaces a winner with another person, after the user of the console has chosen the reason. */
export function ReplaceDialog(props: {
  readonly draw: Draw;
  readonly place: number;
  readonly isGone: boolean;
  readonly onDrawn: () => void;
}) {
  const { replace } = useTexts(drawTexts);
  const formats = useFormats();
  const { client } = useSession();
  const { draw, place, isGone } = props;
  const [reason, choose] = useState<ReplacementReason | null>(null);
  const number = formats.count(place);
  const drawId = draw.replaces?.draw_id ?? draw.id;
  return (
    <FormDialog
      opener={replace.open}
      openerLabel={replace.openOf(number)}
      openerClass="plain-button small"
      title={replace.title(number)}
      action={replace.action}
      isReady={reason !== null}
      onOpen={() => choose(isGone ? 'entry_gone' : null)}
      act={async () => {
        if (reason === null) return false;
        const replaces = { draw_id: drawId, place };
        await client.raffles.replace(draw.raffle_id, { replaces, reason });
        props.onDrawn();
        return true;
      }}
    >
      <SelectField
        label={replace.reason}
        options={reasons.map((id) => ({ id, label: replace.reasons[id] }))}
        value={reason}
        change={choose}
      />
      <p>{replace.sentence}</p>
    </FormDialog>
  );
}
