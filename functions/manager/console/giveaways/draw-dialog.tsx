import { useState } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import type { Raffle } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useSession } from '../session/session-context.tsx';
import { drawTexts } from './draw-texts.ts';
import { giveawaysTexts } from './giveaways-texts.ts';

/** The largest number of winners that the API draws in one request. */
const countMax = 500;
/**
 * The time limit for one request, in milliseconds. It is long, because the API reads all entries of
 * the giveaway for a draw.
 */
const timeoutMs = 60_000;

/**
 * Shows a dialog that draws winners, or announces a draw. The dialog says how many winners will be
 * drawn from how many entries.
 */
export function DrawDialog(props: {
  readonly raffle: Raffle;
  readonly isRunning: boolean;
  /** The number of loaded entries, and whether there are more. */
  readonly entries: { readonly count: number; readonly hasMore: boolean };
  readonly onDrawn: () => void;
}) {
  const texts = useTexts(giveawaysTexts);
  const formats = useFormats();
  const { client } = useSession();
  const { raffle, entries } = props;
  const own = useTexts(drawTexts);
  const [text, setText] = useState('1');
  const [isAnnounced, setAnnounced] = useState(false);
  const count = Number(text);
  const isReady = Number.isInteger(count) && count >= 1 && count <= countMax;
  const counted = formats.plural(entries.count, texts.entry);
  const winners = formats.plural(isReady ? count : 0, texts.winner);
  const { draw } = texts;
  return (
    <FormDialog
      opener={draw.open}
      openerClass="button"
      title={draw.title(raffle.name)}
      action={isAnnounced ? own.announceAction : draw.action(winners)}
      isReady={isReady && entries.count > 0}
      onOpen={() => {
        setText('1');
        setAnnounced(false);
      }}
      act={async () => {
        if (isAnnounced) await client.raffles.announce(raffle.id, count, { timeoutMs });
        else await client.raffles.draw(raffle.id, count, { timeoutMs });
        props.onDrawn();
      }}
    >
      <TextField
        className="field"
        value={text}
        onChange={(value) => setText(value.replaceAll(/\D/g, '').slice(0, 3))}
      >
        <Label className="field-name">{draw.count}</Label>
        <Input className="field-box" inputMode="numeric" autoComplete="off" />
      </TextField>
      <p>{draw.sentence(winners, entries.hasMore ? draw.orMore(counted) : counted)}</p>
      <Checkbox className="choice-row" isSelected={isAnnounced} onChange={setAnnounced}>
        <span className="tick-box" aria-hidden="true" />
        <span>
          {own.announceOnly}
          <span className="soft"> {own.announceHint}</span>
        </span>
      </Checkbox>
      {props.isRunning && <p className="warning-line">{draw.early}</p>}
    </FormDialog>
  );
}
