import { useMemo } from 'react';
import type { Experience } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { type Column, Moment } from '../parts/list/column.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { useSession } from '../session/session-context.tsx';
import { variableTexts } from './variable-texts.ts';

/**
 * The API makes four small queries for each experience. So in one request the list loads only as
 * many experiences as fit on a screen.
 */
const pageSizeMax = 20;

function useColumns(): readonly Column<Experience>[] {
  const { columns } = useTexts(variableTexts);
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'experience',
        title: columns.experience,
        width: '2fr',
        isMain: true,
        show: ({ id }) => id,
      },
      {
        id: 'variables',
        title: columns.variables,
        show: ({ variables }) => formats.count(variables),
      },
      { id: 'files', title: columns.files, show: ({ files }) => formats.count(files) },
      {
        id: 'changed',
        title: columns.changed,
        width: 156,
        show: ({ changed_at: at }) => at !== null && <Moment at={at} />,
      },
    ],
    [columns, formats],
  );
}

/** Lists experiences with stored variables, in the order of their ids. */
export function ExperienceList({ open }: { readonly open: (experience: Experience) => void }) {
  const texts = useTexts(variableTexts);
  const { client } = useSession();
  const list = useList<Experience>({
    key: ['experiences'],
    read: async ({ limit = pageSizeMax, cursor }, options) => {
      const query = { limit: Math.min(limit, pageSizeMax), ...(cursor && { cursor }) };
      return client.experiences.list(query, options);
    },
  });
  return (
    <ListView
      label={texts.experiences}
      list={list}
      columns={useColumns()}
      empty={texts.noExperiences}
      open={open}
    />
  );
}
