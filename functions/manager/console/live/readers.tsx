import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../language/language-context.tsx';
import { Moment } from '../parts/list/column.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { isRole } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { groupReaders } from './group-readers.ts';
import { liveTexts } from './live-texts.ts';

const action = 'conversations.messages.list';

/**
 * Lists the people of the tenant who have opened a conversation. It finds them in the latest 100
 * entries of the manager log about this. It shows their roles, but not their names.
 */
export function Readers({ id }: { readonly id: string }) {
  const texts = useTexts(liveTexts);
  const { roles } = useTexts(shellTexts);
  const { client, membership } = useSession();
  const query = useQuery({
    queryKey: ['conversation', membership?.tenant, id, 'readers'],
    queryFn: async ({ signal }) => {
      const [entries, members, me] = await Promise.all([
        client.managerLog.list({ action, target: id, outcome: 'shown', limit: 100 }, { signal }),
        client.request('GET /v1/tenant/members', { signal }),
        client.request('GET /v1/me', { signal }),
      ]);
      return {
        items: groupReaders(entries.items, members.items, me.email),
        isMore: entries.next_cursor !== null,
      };
    },
    gcTime: 0,
  });
  const list = answerOf(query);
  return (
    <section className="readers" aria-label={texts.facts.readers}>
      <h3>{texts.facts.readers}</h3>
      <ListStates list={list} empty={texts.facts.noReaders} />
      <ul className="plain-list">
        {list.items?.map(({ key, isSelf, role, at }) => (
          <li key={key}>
            {role !== undefined && isRole(role) ? roles[role] : texts.facts.former}
            {isSelf && ` (${texts.facts.you})`}{' '}
            <span className="soft">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      {query.data?.isMore === true && <p className="soft">{texts.facts.readersMany}</p>}
    </section>
  );
}
