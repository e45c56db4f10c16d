import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomersRestrictedPage } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { RecordArchive } from '../parts/archive/record-archive.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { dayAt } from '../parts/filters/day-range.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { CheckField, TextField } from '../parts/form-fields.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { Message } from '../parts/message.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { restrictedTexts } from './restricted-texts.ts';

/** The fields of a restricted record that all categories have. */
type Restricted = Omit<CustomersRestrictedPage['items'][number], 'record'>;

/**
 * For each category the page first shows at most `few` records. If the user of the console wants
 * more, it shows at most `most`.
 */
const [few, most] = [50, 200] as const;
/** All categories except the manager log, because its entries cannot be restricted. */
const categories = Object.entries(categoryWords).filter(([id]) => id !== 'manager_log');

type Path = 'customers';
/**
 * The route that lists the restricted records of a category, and the route of one restriction. Each
 * of `categories` has both routes. For all of them, the compiler uses the types of the customers'
 * routes.
 */
const routeOf = (path: string) => `/v1/${path as Path}/restricted` as const;
const oneOf = (path: string) => `/v1/${path as Path}/{id}/restriction` as const;

function useRestricted(isEnding: boolean, limit: number) {
  const { client, membership } = useSession();
  return useQueries({
    queries: categories.map(([id, { path }]) => ({
      queryKey: ['restricted', membership?.tenant, id, isEnding, limit],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
        const query = { limit, ending: isEnding ? 'true' : 'false' } as const;
        return client.request(`GET ${routeOf(path)}`, { query, signal });
      },
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
      gcTime: 0,
    })),
  });
}

type LiftProps = { readonly path: string; readonly id: string; readonly onLifted: () => void };

function Lift({ path, id, onLifted }: LiftProps) {
  const texts = useTexts(restrictedTexts);
  const { client } = useSession();
  const today = dayAt(new Date());
  const [told, setTold] = useState(today);
  const act = async () => {
    const query = { person_informed_on: told };
    await client.request(`DELETE ${oneOf(path)}`, { id, query });
    onLifted();
  };
  return (
    <FormDialog
      opener={texts.lift}
      openerClass="plain-button small"
      title={texts.liftTitle}
      action={texts.liftAction}
      isReady={told !== ''}
      act={act}
      onOpen={() => setTold(today)}
    >
      <p className="soft">{texts.liftLead}</p>
      <TextField label={texts.told} type="date" max={today} value={told} onChange={setTold} />
    </FormDialog>
  );
}

function RestrictedRow(props: {
  readonly restricted: Restricted;
  readonly category: string;
  readonly path: string;
  readonly now: Date;
  readonly onLifted: () => void;
}) {
  const texts = useTexts(restrictedTexts);
  const formats = useFormats();
  const { restricted, category, path, now, onLifted } = props;
  const { id, ground, article, kept, restricted_at: since, expires_at: until, ending } = restricted;
  return (
    <li>
      <div>
        <strong>{texts.grounds[ground]}</strong>{' '}
        <span className="soft">{texts.article(article)}</span>
        <p className="soft">
          <span className="mono">{id}</span> · {texts.since(formats.date(since))}
        </p>
        <p>
          <Fuse from={since} until={until} now={now} />{' '}
          {ending && (
            <span className="mark-word" data-tone="attention">
              {texts.endsSoon}
            </span>
          )}{' '}
          {kept && <span className="mark-word">{texts.kept}</span>}
        </p>
      </div>
      <div className="actions">
        {kept && <RecordArchive record={{ category, id }} />}
        <Lift path={path} id={id} onLifted={onLifted} />
      </div>
    </li>
  );
}

/**
 * Lists restricted records by category. In each category the record that expires next comes first.
 */
export function Restricted() {
  const texts = useTexts(restrictedTexts);
  const kit = useTexts(listTexts);
  const { language } = useLanguage();
  const now = useNow(30_000);
  const [isEnding, setEnding] = useState(false);
  const [limit, setLimit] = useState<number>(few);
  const pages = useRestricted(isEnding, limit);
  const failed = pages.find(({ error }) => error !== null);
  const isLoading = pages.some(({ isPending }) => isPending);
  const groups = categories.flatMap(([id, words], index) => {
    const page = pages[index]?.data;
    return page === undefined || page.items.length === 0 ? [] : [{ id, words, page, index }];
  });
  return (
    <section className="panel stack" aria-labelledby="restricted-title">
      <div>
        <h2 id="restricted-title">{texts.title}</h2>
        <p className="soft">{texts.lead}</p>
      </div>
      <CheckField label={texts.ending} isChecked={isEnding} onChange={setEnding} />
      {failed !== undefined && (
        <FailureNotice
          error={failed.error}
          isRetrying={failed.isFetching}
          retry={() => {
            for (const page of pages) if (page.error !== null) void page.refetch();
          }}
        />
      )}
      {isLoading && <p className="waiting">{texts.loading}</p>}
      {!isLoading && failed === undefined && groups.length === 0 && <Message {...texts.none} />}
      {groups.map(({ id, words, page, index }) => (
        <div key={id}>
          <h3>{words.title[language]}</h3>
          <ul className="receipts">
            {page.items.map((each) => (
              <RestrictedRow
                key={each.id}
                restricted={each}
                category={id}
                path={words.path}
                now={now}
                onLifted={() => void pages[index]?.refetch()}
              />
            ))}
          </ul>
          {page.next_cursor !== null && (
            <div className="list-foot">
              <p className="soft" role="status">
                {texts.many(words.title[language])}
              </p>
              {limit === few && (
                <button className="plain-button" type="button" onClick={() => setLimit(most)}>
                  {kit.more}
                </button>
              )}
            </div>
          )}
        </div>
      ))}
    </section>
  );
}
