import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../language/language-context.tsx';
import { Moment } from '../parts/list/column.tsx';
import { isRole } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { groupReaders } from './group-readers.ts';
import { liveTexts } from './live-texts.ts';

const action = 'conversations.messages.list';

/** Shows the tenant’s people who have read a conversation, by role, from the manager log. */
export function Readers({ id }: { readonly id: string }) {
  const texts = useTexts(liveTexts);
  const { roles } = useTexts(shellTexts);
  const { client, membership } = useSession();
  const { data } = useQuery({
    queryKey: ['conversation', membership?.tenant, id, 'readers'],
    queryFn: async ({ signal }) => {
      const [entries, members, me] = await Promise.all([
        client.managerLog.list({ action, target: id, limit: 100 }, { signal }),
        client.request('GET /v1/tenant/members', { signal }),
        client.request('GET /v1/me', { signal }),
      ]);
      return groupReaders(entries.items, members.items, me.email);
    },
    gcTime: 0,
  });
  if (data === undefined) return null;
  return (
    <section className="readers" aria-label={texts.facts.readers}>
      <h3>{texts.facts.readers}</h3>
      {data.length === 0 && <p className="soft">{texts.facts.noReaders}</p>}
      <ul className="plain-list">
        {data.map(({ key, isSelf, role, at }) => (
          <li key={key}>
            {role !== undefined && isRole(role) ? roles[role] : texts.facts.former}
            {isSelf && ` (${texts.facts.you})`}{' '}
            <span className="soft">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
