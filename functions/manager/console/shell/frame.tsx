import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { MayflyMark } from '../parts/mayfly-mark.tsx';
import { Account } from './account.tsx';
import { CommandBar } from './command-bar.tsx';
import { CommandsProvider } from './commands-context.tsx';
import { Navigation } from './navigation.tsx';
import { shellTexts } from './shell-texts.ts';

/**
 * Shows the menu and the open page. On a narrow screen the menu is above the page, otherwise next
 * to the page.
 */
export function Frame() {
  const texts = useTexts(shellTexts);
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // The focus moves to the beginning of the new page, for people who use a keyboard or a screen
  // reader.
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <CommandsProvider>
      <div className="frame">
        <a className="skip" href="#content">
          {texts.skip}
        </a>
        <header className="side" data-open={isOpen}>
          <p className="brand">
            <MayflyMark />
            <span>Mayfly</span>
          </p>
          <button
            className="quiet-button menu-button"
            type="button"
            aria-expanded={isOpen}
            aria-controls="menu"
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="menu" />
            {texts.openMenu}
          </button>
          <div id="menu" className="menu">
            <Navigation onFollow={() => setOpen(false)} />
            <CommandBar />
            <Account />
          </div>
        </header>
        <main id="content" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </CommandsProvider>
  );
}
