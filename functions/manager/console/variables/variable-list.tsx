import { useMemo } from 'react';
import type { Variables } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { type Column, fuseColumn } from '../parts/list/column.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import type { List } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { kindOfVariable, sizeOfVariable } from './describe-variable.ts';
import { variableTexts } from './variable-texts.ts';

function useColumns(): readonly Column<Variables>[] {
  const { columns, types } = useTexts(variableTexts);
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'name',
        title: columns.name,
        isMain: true,
        show: ({ name }) => <span className="mono">{name}</span>,
      },
      {
        id: 'value',
        title: columns.value,
        width: '2fr',
        show: (variable) => {
          const kind = kindOfVariable(variable);
          return (
            <>
              {kind !== undefined && <span className="mark-word">{types[kind]}</span>}{' '}
              <Value of={variable} field={kind === 'file' ? 'file_name' : 'value'} />
            </>
          );
        },
      },
      {
        id: 'size',
        title: columns.size,
        width: 96,
        show: (variable) => {
          const size = sizeOfVariable(variable);
          return size === undefined ? '–' : formats.bytes(size);
        },
      },
      { id: 'run', title: columns.run, show: ({ instance_id }) => instance_id },
      fuseColumn(columns.goes),
    ],
    [columns, types, formats],
  );
}

/** Lists values and files of an experience, newest first. */
export function VariableList(props: {
  readonly list: List<Variables>;
  readonly open: (variable: Variables) => void;
}) {
  const texts = useTexts(variableTexts);
  return (
    <ListView
      label={texts.title}
      list={props.list}
      columns={useColumns()}
      empty={texts.none}
      open={props.open}
    />
  );
}
