import { useNavigate } from '@tanstack/react-router';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
  useFilter,
} from 'react-aria-components';
import { useTexts } from '../language/language-context.tsx';
import { mayOpen } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { type Command, useOwnCommands } from './commands-context.tsx';
import { pagePaths } from './page-paths.ts';
import { shellTexts } from './shell-texts.ts';

const pages = Object.keys(pagePaths) as (keyof typeof pagePaths)[];

function usePageCommands(): readonly Command[] {
  const texts = useTexts(shellTexts);
  const { membership } = useSession();
  const navigate = useNavigate();
  return pages
    .filter((page) => mayOpen(page, membership?.role))
    .map((page) => ({
      id: `page-${page}`,
      title: texts.pages[page],
      run: () => void navigate({ to: pagePaths[page] }),
    }));
}

function Section(props: { readonly title: string; readonly commands: readonly Command[] }) {
  if (props.commands.length === 0) return null;
  return (
    <MenuSection className="command-section">
      <Header>{props.title}</Header>
      {props.commands.map(({ id, title }) => (
        <MenuItem key={id} id={id} className="option" textValue={title}>
          {title}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

/** Lists all commands by name. Typing narrows the list, arrow keys select, Enter runs a command. */
export function CommandDialog({ close }: { readonly close: () => void }) {
  const texts = useTexts(shellTexts);
  const { contains } = useFilter({ sensitivity: 'base' });
  const own = useOwnCommands();
  const toPages = usePageCommands();
  const run = (key: unknown) => {
    const command = [...own, ...toPages].find(({ id }) => id === key);
    close();
    // When the dialog closes, it returns the focus to the page. The command runs after that,
    // because it may move the focus itself.
    setTimeout(() => command?.run(), 0);
  };
  return (
    <ModalOverlay
      className="overlay command-overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className="modal command-modal">
        <Dialog className="command-dialog" aria-label={texts.commands.open}>
          <Autocomplete filter={contains}>
            <TextField aria-label={texts.commands.find} autoFocus className="command-field">
              <Input
                className="field-box"
                placeholder={texts.commands.find}
                autoComplete="off"
                spellCheck="false"
              />
            </TextField>
            {/* The section can have the focus, so the keyboard can scroll it too. */}
            <section className="command-list" aria-label={texts.commands.open} tabIndex={0}>
              <Menu
                className="options"
                onAction={run}
                renderEmptyState={() => <p className="soft command-none">{texts.commands.none}</p>}
              >
                <Section title={texts.commands.here} commands={own} />
                <Section title={texts.mainMenu} commands={toPages} />
              </Menu>
            </section>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
