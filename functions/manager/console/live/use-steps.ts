import { useEffect } from 'react';

const steps: { readonly [key: string]: number } = { j: 1, k: -1 };

/**
 * The key J opens the next row of a list, and K the previous row. The keys do nothing while the
 * user of the console types or a dialog is open.
 */
export function useSteps(
  ids: readonly string[],
  opened: string | undefined,
  open: (id: string) => void,
) {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const step = steps[key];
      if (step === undefined || ctrlKey || metaKey || altKey) return;
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [role=alertdialog], [role=dialog], [role=listbox]')
      )
        return;
      const at = opened === undefined ? -1 : ids.indexOf(opened);
      const next = ids[Math.max(0, at + step)];
      if (next !== undefined) open(next);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [ids, opened, open]);
}
