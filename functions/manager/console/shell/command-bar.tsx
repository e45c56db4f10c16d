import { lazy, Suspense, useEffect, useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../session/session-context.tsx';
import { shellTexts } from './shell-texts.ts';

const CommandDialog = lazy(async () => {
  const { CommandDialog: loaded } = await import('./command-dialog.tsx');
  return { default: loaded };
});

/** Closes an open menu or calendar that has the focus, because it would cover the commands. */
function closePopover(): void {
  const popover = document.activeElement?.closest('.popover');
  popover?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
}

/** Shows a button that opens the list of all commands. Ctrl+K and Cmd+K open the list too. */
export function CommandBar() {
  const texts = useTexts(shellTexts);
  const { membership } = useSession();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey)
        return;
      event.preventDefault();
      closePopover();
      setOpen(true);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  if (membership === undefined) return null;
  return (
    <>
      <button className="quiet-button command-button" type="button" onClick={() => setOpen(true)}>
        <Icon name="command" />
        {texts.commands.open}
        <kbd aria-hidden="true">{texts.commands.keys}</kbd>
      </button>
      {isOpen && (
        <Suspense>
          <CommandDialog close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
