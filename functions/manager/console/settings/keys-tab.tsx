import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Moment } from '../parts/list/column.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { KeySheet, type SheetPurpose } from './key-sheet.tsx';
import { settingsTexts } from './settings-texts.ts';
import { splitScopes, stateOf, sumScopes } from './sum-scopes.ts';

/** Shows the rights of a key in a few words. The full list is shown on hover. */
function Opens({ scopes }: Pick<ApiKey, 'scopes'>) {
  const texts = useTexts(settingsTexts).keys;
  const formats = useFormats();
  const others: { readonly [scope: string]: string } = texts.also;
  const { reads, writes, also } = sumScopes(scopes);
  const kinds = (count: number) => formats.plural(count, texts.kind);
  return (
    <span title={scopes.join(', ')}>
      {[texts.kinds(kinds(reads), kinds(writes)), ...also.map((each) => others[each] ?? each)].join(
        ' · ',
      )}
    </span>
  );
}

/**
 * Shows the rights that a key has used. A button replaces the key with a key that has only these
 * rights.
 */
function Used({ of, narrow }: { readonly of: ApiKey; readonly narrow: (() => void) | undefined }) {
  const texts = useTexts(settingsTexts).keys;
  const formats = useFormats();
  const split = splitScopes(of);
  if (split === undefined) return null;
  const { used, unused, since } = split;
  const { reads, writes, also } = sumScopes(used);
  const kinds = (count: number) => formats.plural(count, texts.kind);
  const others: { readonly [scope: string]: string } = texts.also;
  const words = [
    ...(reads + writes > 0 || also.length === 0 ? [texts.kinds(kinds(reads), kinds(writes))] : []),
    ...also.map((each) => others[each] ?? each),
  ].join(' · ');
  return (
    <span className="soft" title={used.join(', ')}>
      {texts.usedSince(formats.calendarDay(since), words)}.{' '}
      {unused.length === 0
        ? texts.allUsed
        : texts.unused(formats.plural(unused.length, texts.right))}
      {unused.length > 0 && used.length > 0 && narrow !== undefined && (
        <>
          {' '}
          <button className="link-button" type="button" onClick={narrow}>
            {texts.narrow}
            <span className="unseen"> {of.name ?? of.prefix}</span>
          </button>
        </>
      )}
    </span>
  );
}

function KeyRow(props: {
  readonly of: ApiKey;
  readonly now: Date;
  readonly replace: (isNarrowed: boolean) => void;
  readonly reload: () => Promise<unknown>;
}) {
  const texts = useTexts(settingsTexts).keys;
  const formats = useFormats();
  const { client } = useSession();
  const { id, name, prefix, scopes, last_used_on, expires_at } = props.of;
  const state = stateOf(props.of, props.now);
  return (
    <li className="entry" data-ended={state !== 'works'}>
      <div className="entry-main">
        <strong>{name ?? texts.unnamed}</strong>
        <code title={texts.key}>{prefix}•••</code>
        <span className="soft">
          <Opens scopes={scopes} />
        </span>
        <span className="soft">
          {texts.used}: {last_used_on === null ? texts.never : formats.utcDay(last_used_on)} ·{' '}
          {texts.ends}: {expires_at === null ? texts.noEnd : <Moment at={expires_at} />}
        </span>
        <Used of={props.of} narrow={state === 'works' ? () => props.replace(true) : undefined} />
      </div>
      {state === 'works' ? (
        <>
          <button className="plain-button" type="button" onClick={() => props.replace(false)}>
            {texts.rotate}
            <span className="unseen"> {name ?? prefix}</span>
          </button>
          <Confirm
            opener={texts.revoke}
            openerLabel={`${texts.revoke} ${name ?? prefix}`}
            openerClass="plain-button"
            title={texts.revokeTitle}
            detail={<p>{texts.revokeDetail(prefix)}</p>}
            action={texts.revoke}
            act={async () => {
              await client.request('DELETE /v1/tenant/api-keys/{id}', { id });
              await props.reload();
            }}
          />
        </>
      ) : (
        <span className="mark-word">{texts[state]}</span>
      )}
    </li>
  );
}

/** Lists the API keys of programs: the rights, the last use and the end of each key. */
export function KeysTab() {
  const texts = useTexts(settingsTexts);
  const { client, membership } = useSession();
  const now = useNow(30_000);
  const [purpose, setPurpose] = useState<SheetPurpose>();
  const query = useQuery({
    queryKey: ['api-keys', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/api-keys', { signal }),
    gcTime: 0,
  });
  const list = answerOf(query);
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{texts.keys.title}</h2>
          <p>{texts.keys.lead}</p>
        </div>
        <button className="button" type="button" onClick={() => setPurpose({ is: 'create' })}>
          {texts.keys.create}
        </button>
      </div>
      <ListStates list={list} empty={texts.keys.empty} />
      <ul className="entries">
        {list.items?.map((each) => (
          <KeyRow
            key={each.id}
            of={each}
            now={now}
            replace={(isNarrowed) => setPurpose({ is: 'rotate', key: each, isNarrowed })}
            reload={query.refetch}
          />
        ))}
      </ul>
      {purpose !== undefined && (
        <KeySheet
          purpose={purpose}
          close={() => {
            setPurpose(undefined);
            void query.refetch();
          }}
        />
      )}
    </section>
  );
}
