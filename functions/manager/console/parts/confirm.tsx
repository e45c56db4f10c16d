import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { defineTexts } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { describeFailure } from './describe-failure.ts';

const ownTexts = defineTexts({
  en: { cancel: 'Cancel', doing: 'Working…' },
  de: { cancel: 'Abbrechen', doing: 'Läuft …' },
});

type ConfirmProps = {
  /** The button that opens the question. */
  readonly opener: ReactNode;
  readonly openerLabel: string;
  /** Its look; a square for an icon unless given. */
  readonly openerClass?: string;
  readonly title: string;
  /** Exactly what goes, and what stays. */
  readonly detail: ReactNode;
  readonly action: string;
  /** Does it; a rejection is told of, and the question stays open. */
  readonly act: () => Promise<unknown>;
};

/** Asks before something is destroyed. The way out has the focus, so that a slip destroys nothing. */
export function Confirm(props: ConfirmProps) {
  const { opener, openerLabel, openerClass = 'icon-button', title, detail, action, act } = props;
  const texts = useTexts(ownTexts);
  const { language } = useLanguage();
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
  const failure = error === undefined ? undefined : describeFailure(error, language);
  return (
    <DialogTrigger onOpenChange={() => setError(undefined)}>
      <Button className={openerClass} aria-label={openerLabel}>
        {opener}
      </Button>
      <ModalOverlay className="overlay" isDismissable={!isActing}>
        <Modal className="modal">
          <Dialog role="alertdialog" className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                <div className="dialog-detail">{detail}</div>
                {failure !== undefined && (
                  <p role="alert" className="dialog-failure">
                    <strong>{failure.title}.</strong> {failure.detail}
                  </p>
                )}
                <div className="dialog-buttons">
                  <Button className="plain-button" autoFocus isDisabled={isActing} onPress={close}>
                    {texts.cancel}
                  </Button>
                  <Button
                    className="danger-button"
                    isDisabled={isActing}
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
