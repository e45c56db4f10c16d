import { useEffect } from 'react';

/**
 * Runs the action of a pressed letter key. Ignores keys that are pressed in a field, a dialog or a
 * list of options.
 */
export function useReviewKeys(actions: { readonly [key: string]: (() => void) | undefined }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
      if (action === undefined || ctrlKey || metaKey || altKey) return;
      const busy = 'input, textarea, select, [role=alertdialog], [role=dialog], [role=listbox]';
      if (target instanceof Element && target.closest(busy)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}
