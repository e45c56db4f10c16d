import type { ReactNode } from 'react';
import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureLine } from './failure-line.tsx';

const ownTexts = defineTexts({
  en: { cancel: 'Cancel', doing: 'Working…', type: (phrase: string) => `Type “${phrase}”` },
  de: {
    cancel: 'Abbrechen',
    doing: 'Läuft …',
    type: (phrase: string) => `Tippen Sie „${phrase}“`,
  },
});

type ConfirmProps = {
  /** The content of the button that opens the dialog. */
  readonly opener: ReactNode;
  /** The button's name for screen readers, if it shows only an icon. */
  readonly openerLabel?: string;
  readonly openerClass?:
    | 'icon-button'
    | 'plain-button'
    | 'button'
    | 'danger-button'
    | 'warning-button';
  readonly title: string;
  /** Says exactly what will be deleted or changed, and what stays. */
  readonly detail: ReactNode;
  readonly action: string;
  /** The text that must be typed before a grave action, such as `DELETE 12 RECORDS`. */
  readonly phrase?: string | undefined;
  /**
   * True if the dialog is open. A page gives this value only if the page opens the dialog in
   * another way too, for example by a command.
   */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Carries out the action. If it fails, the dialog shows why and stays open. */
  readonly act: () => Promise<unknown>;
};

/**
 * Asks the user of the console to confirm a deletion, or another action with a grave effect. The
 * cancel button has the focus, so that an accidental Enter only closes the dialog.
 */
export function Confirm(props: ConfirmProps) {
  const { opener, openerLabel, title, detail, action, phrase, act } = props;
  const texts = useTexts(ownTexts);
  const [typed, setTyped] = useState('');
  const [isActing, setActing] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (close: () => void) => {
    setActing(true);
    setError(undefined);
    try {
      await act();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setActing(false);
    }
  };
  const reset = () => {
    setError(undefined);
    setTyped('');
  };
  const isReady = phrase === undefined || typed.trim() === phrase;
  return (
    <DialogTrigger
      onOpenChange={(isOpen) => {
        reset();
        props.onOpenChange?.(isOpen);
      }}
      {...(props.isOpen !== undefined && { isOpen: props.isOpen })}
    >
      <Button
        className={props.openerClass ?? 'icon-button'}
        {...(openerLabel !== undefined && { 'aria-label': openerLabel })}
      >
        {opener}
      </Button>
      <ModalOverlay className="overlay" isDismissable={!isActing}>
        <Modal className="modal">
          <Dialog role="alertdialog" className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                <div className="dialog-detail">{detail}</div>
                {phrase !== undefined && (
                  <TextField className="field" value={typed} onChange={setTyped}>
                    <Label className="field-name">{texts.type(phrase)}</Label>
                    <Input className="field-box" autoComplete="off" spellCheck="false" />
                  </TextField>
                )}
                <FailureLine error={error} />
                <div className="dialog-buttons">
                  <Button className="plain-button" autoFocus isDisabled={isActing} onPress={close}>
                    {texts.cancel}
                  </Button>
                  <Button
                    className="danger-button"
                    isDisabled={isActing || !isReady}
                    onPress={() => void run(close)}
                  >
                    {isActing ? texts.doing : action}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
