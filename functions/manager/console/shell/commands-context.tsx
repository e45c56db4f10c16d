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

/** An action that people can start from the list of commands. */
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
  if (commands === undefined) throw new Error('this component is not inside a CommandsProvider');
  return commands;
}

/** Returns the commands of the open page. */
export function useOwnCommands(): readonly Command[] {
  return useContextOfCommands().own;
}

/**
 * Adds the commands of a page to the command bar while the page is open. Create the array in
 * `useMemo`, because a new array in each rendering would cause the next rendering.
 */
export function useCommands(commands: readonly Command[]): void {
  const { set } = useContextOfCommands();
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands, set]);
}
