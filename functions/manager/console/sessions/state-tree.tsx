import { useFormats, useTexts } from '../language/language-context.tsx';
import { readableName } from './readable-name.ts';
import { sessionsTexts } from './sessions-texts.ts';

/** Branches at this depth or deeper are closed until the user of the console opens them. */
const openDepth = 2;

function Leaf({ value }: { readonly value: unknown }) {
  const texts = useTexts(sessionsTexts);
  const formats = useFormats();
  if (value === null || value === undefined || value === '') return <span className="soft">–</span>;
  if (typeof value === 'boolean') return <>{value ? texts.yes : texts.no}</>;
  if (typeof value === 'number') return <>{formats.exact(value)}</>;
  return <>{typeof value === 'string' ? value : JSON.stringify(value)}</>;
}

type NodeProps = { readonly name: string; readonly value: unknown; readonly depth: number };

function Node({ name, value, depth }: NodeProps) {
  if (typeof value !== 'object' || value === null)
    return (
      <li className="tree-leaf">
        <span className="tree-name">{name}</span> <Leaf value={value} />
      </li>
    );
  return (
    <li>
      <details open={depth < openDepth}>
        <summary className="tree-name">{name}</summary>
        <Branches value={value} depth={depth + 1} />
      </details>
    </li>
  );
}

function Branches({ value, depth }: { readonly value: object; readonly depth: number }) {
  const texts = useTexts(sessionsTexts);
  const entries = Object.entries(value);
  if (entries.length === 0) return <p className="soft">{texts.nothing}</p>;
  return (
    <ul className="tree">
      {entries.map(([name, each]) => (
        <Node
          key={name}
          name={Array.isArray(value) ? `${Number(name) + 1}.` : readableName(name)}
          value={each}
          depth={depth}
        />
      ))}
    </ul>
  );
}

/** Shows the collected values of a chat as a tree, whose branches open and close. */
export function StateTree({ state }: { readonly state: unknown }) {
  if (typeof state === 'object' && state !== null) return <Branches value={state} depth={0} />;
  return (
    <p>
      <Leaf value={state} />
    </p>
  );
}
