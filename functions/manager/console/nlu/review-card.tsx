import { type FormEvent, useRef, useState } from 'react';
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import type { NluReview } from '#shared/client/own-verbs.ts';
import type { NluMessages } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { Masked } from '../parts/masked.tsx';
import { useNow } from '../parts/use-now.ts';
import { ContextView } from './context-view.tsx';
import { ConfidenceLight } from './light.tsx';
import { nluTexts } from './nlu-texts.ts';
import { useReviewKeys } from './use-review-keys.ts';

type CardProps = {
  readonly message: NluMessages;
  readonly intents: readonly string[];
  /** Called when the user of the console is about to choose another intent. */
  readonly onCorrecting: () => void;
  readonly review: (review: NluReview) => void;
  /** Undoes the last review; undefined if there is none. */
  readonly undo: (() => void) | undefined;
};

function IntentField(props: {
  readonly intents: readonly string[];
  readonly save: (intent: string) => void;
}) {
  const texts = useTexts(nluTexts);
  const [intent, setIntent] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (intent.trim() !== '') props.save(intent.trim());
  };
  return (
    <form className="nlu-buttons" autoComplete="off" onSubmit={submit}>
      <ComboBox
        className="field"
        allowsCustomValue
        autoFocus
        inputValue={intent}
        onInputChange={setIntent}
        menuTrigger="focus"
      >
        <Label className="field-name">{texts.rightIntent}</Label>
        <Input className="field-box" spellCheck="false" autoCapitalize="off" />
        <Popover className="popover" placement="bottom start">
          <ListBox className="options">
            {props.intents.map((each) => (
              <ListBoxItem key={each} id={each} className="option" textValue={each}>
                {each}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
      <Button className="button" type="submit">
        {texts.save}
      </Button>
    </form>
  );
}

/** Shows one message, which the user reviews by mouse or by keys. */
export function ReviewCard({ message, intents, onCorrecting, review, undo }: CardProps) {
  const texts = useTexts(nluTexts);
  const now = useNow(30_000);
  const [isCorrecting, setCorrecting] = useState(false);
  const card = useRef<HTMLElement>(null);
  const correct = (isOpen: boolean) => {
    setCorrecting(isOpen);
    if (isOpen) onCorrecting();
  };
  const actions = {
    r: () => review({ verdict: 'right' }),
    w: () => review({ verdict: 'wrong' }),
    c: () => correct(true),
    u: undo,
  };
  useReviewKeys(actions);
  const { intent, confidence, text } = message;
  return (
    <section className="nlu-card" aria-label={texts.tabs.queue} tabIndex={0} ref={card}>
      <p className="nlu-text">{text ?? <Masked />}</p>
      <div className="nlu-facts">
        <strong>{intent ?? texts.noIntent}</strong>
        <ConfidenceLight confidence={confidence} />
        {message.experience_id !== undefined && (
          <span className="soft">{message.experience_id}</span>
        )}
        <Fuse from={message.created_at} until={message.expires_at} now={now} />
      </div>
      <div className="nlu-buttons">
        <button className="button" type="button" onClick={actions.r}>
          {texts.right}
          <kbd aria-hidden="true">R</kbd>
        </button>
        <button className="plain-button" type="button" onClick={actions.w}>
          {texts.wrong}
          <kbd aria-hidden="true">W</kbd>
        </button>
        <button
          className="plain-button"
          type="button"
          aria-expanded={isCorrecting}
          onClick={() => correct(!isCorrecting)}
        >
          {texts.other}
          <kbd aria-hidden="true">C</kbd>
        </button>
        {undo !== undefined && (
          <button className="plain-button" type="button" onClick={undo}>
            <Icon name="back" />
            {texts.undo}
            <kbd aria-hidden="true">U</kbd>
          </button>
        )}
      </div>
      {isCorrecting && (
        <IntentField
          intents={intents.filter((each) => each !== intent)}
          save={(right) => review({ verdict: 'corrected', intent: right })}
        />
      )}
      <p className="soft nlu-keys">{texts.keys}</p>
      <ContextView message={message} />
    </section>
  );
}
