import { type ReactNode, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureLine } from './failure-line.tsx';

const ownTexts = defineTexts({
  en: { cancel: 'Cancel', doing: 'Working…' },
  de: { cancel: 'Abbrechen', doing: 'Läuft …' },
});

type FormDialogProps = {
  /** The content of the button that opens the form. */
  readonly opener: ReactNode;
  readonly openerLabel?: string;
  readonly openerClass?: string;
  readonly title: string;
  readonly action: string;
  /** True if the action destroys something. */
  readonly isDanger?: boolean;
  /** True if the entered values can be sent. */
  readonly isReady?: boolean;
  readonly isWide?: boolean;
  /**
   * Sends the form. If the promise rejects, the dialog shows the error and stays open. If the
   * promise resolves to false, the dialog stays open without an error.
   */
  readonly act: () => Promise<unknown>;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
};

/** Shows a form in a dialog. The component that shows the dialog keeps the entered values. */
export function FormDialog(props: FormDialogProps) {
  const { opener, openerLabel, openerClass = 'plain-button', title, action, act } = props;
  const texts = useTexts(ownTexts);
  const [isActing, setActing] = useState(false);
  const [error, setError] = useState<unknown>();
  const isReady = props.isReady ?? true;
  const run = async (close: () => void) => {
    if (!isReady || isActing) return;
    setActing(true);
    setError(undefined);
    try {
      if ((await act()) !== false) close();
    } catch (failure) {
      setError(failure);
    } finally {
      setActing(false);
    }
  };
  const onOpenChange = (isOpen: boolean) => {
    setError(undefined);
    if (isOpen) props.onOpen?.();
  };
  return (
    <DialogTrigger onOpenChange={onOpenChange}>
      <Button
        className={openerClass}
        {...(openerLabel !== undefined && { 'aria-label': openerLabel })}
      >
        {opener}
      </Button>
      <ModalOverlay className="overlay" isDismissable={!isActing}>
        <Modal className={props.isWide === true ? 'modal modal-wide' : 'modal'}>
          <Dialog className="dialog">
            {({ close }) => (
              <form
                className="form"
                onSubmit={(event) => {
                  event.preventDefault();
                  void run(close);
                }}
              >
                <Heading slot="title">{title}</Heading>
                {props.children}
                <FailureLine error={error} />
                <div className="dialog-buttons">
                  <Button className="plain-button" isDisabled={isActing} onPress={close}>
                    {texts.cancel}
                  </Button>
                  <Button
                    type="submit"
                    className={props.isDanger === true ? 'danger-button' : 'button'}
                    isDisabled={isActing || !isReady}
                  >
                    {isActing ? texts.doing : action}
                  </Button>
                </div>
              </form>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
