import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from './icon.tsx';

const texts = defineTexts({ en: { close: 'Close' }, de: { close: 'Schließen' } });

/** Shows the details of a row. Escape or a press outside the sheet closes it. */
export function DetailSheet(props: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  /** The actions, at the foot of the sheet. */
  readonly actions?: ReactNode;
}) {
  const { close } = useTexts(texts);
  return (
    <ModalOverlay
      className="sheet-overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && props.close()}
    >
      <Modal className="sheet">
        <Dialog className="sheet-dialog">
          <header className="sheet-head">
            <Heading slot="title">{props.title}</Heading>
            <Button className="icon-button" aria-label={close} onPress={props.close}>
              <Icon name="close" />
            </Button>
          </header>
          {/* The section can have the focus, so the keyboard can scroll it too. */}
          <section className="sheet-body" aria-label={props.title} tabIndex={0}>
            {props.children}
          </section>
          {props.actions !== undefined && <footer className="sheet-foot">{props.actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Shows names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
