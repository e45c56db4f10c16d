import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';

/** An action that the reader can start by its name. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly run: () => void;
};

type Commands = {
  /** The commands of the open page. */
  readonly own: readonly Command[];
  readonly set: Dispatch<SetStateAction<readonly Command[]>>;
};

const CommandsContext = createContext<Commands | undefined>(undefined);

export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [own, set] = useState<readonly Command[]>([]);
  return <CommandsContext value={useMemo(() => ({ own, set }), [own])}>{children}</CommandsContext>;
}

function useContextOfCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (commands === undefined) throw new Error('there is no command bar around this part');
  return commands;
}

/** The commands of the open page. */
export function useOwnCommands(): readonly Command[] {
  return useContextOfCommands().own;
}

/** Adds a page’s commands to the command bar while the page is open. Create them in `useMemo`. */
export function useCommands(commands: readonly Command[]): void {
  const { set } = useContextOfCommands();
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands, set]);
}
