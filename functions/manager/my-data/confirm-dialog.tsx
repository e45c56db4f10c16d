import { useEffect, useRef } from 'react';
import type { Texts } from './texts.ts';

/**
 * Asks the person for a confirmation before the page erases all their data. The browser keeps the
 * focus in the dialog. The cancel button has the focus first, and Escape closes the dialog.
 */
export function ConfirmDialog(props: {
  readonly words: Texts;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const { words, onConfirm, onCancel } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={onCancel}
    >
      <h2 id="confirm-title">{words.confirmTitle}</h2>
      <p id="confirm-text">{words.confirmText}</p>
      <div className="actions">
        <button type="button" className="quiet" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="button" className="danger" onClick={onConfirm}>
          {words.confirm}
        </button>
      </div>
    </dialog>
  );
}
