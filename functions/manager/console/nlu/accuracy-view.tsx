import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { NluSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { Message } from '../parts/message.tsx';
import { useSession } from '../session/session-context.tsx';
import { ConfidenceLight } from './light.tsx';
import { nluFilters } from './nlu-filters.ts';
import { nluTexts } from './nlu-texts.ts';
import { sumWeeks } from './sum-weeks.ts';
import { VerdictBar, VerdictLegend } from './verdict-bar.tsx';

/**
 * The number of intents that one request loads. The figures of each intent cost up to six queries,
 * so further intents load only when the user of the console asks for more.
 */
const intentsAtOnce = 20;
const weeksShown = 12;
/** The accuracy by week includes at most this many intents. */
const intentsInWeeks = 200;

type Figures = NluSummary['total'];

function IntentRow({ name, figures }: { readonly name: string; readonly figures: Figures }) {
  const formats = useFormats();
  const { count, reviewed, right, corrected, accuracy, mean_confidence } = figures;
  const wrong = reviewed - right - corrected;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formats.count(count)}</td>
      <td>
        <ConfidenceLight confidence={mean_confidence} />
      </td>
      <td>{formats.count(reviewed)}</td>
      <td>{accuracy === null ? '–' : formats.percent(accuracy)}</td>
      <td className="intents-bar">
        <VerdictBar of={count} counts={{ right, corrected, wrong }} />
      </td>
    </tr>
  );
}

/** Shows for each intent the figures of its live messages. The user can load further intents. */
function Intents() {
  const texts = useTexts(nluTexts);
  const { client, membership } = useSession();
  const query = useInfiniteQuery({
    queryKey: ['nlu', membership?.tenant, 'summary'],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.nluMessages.summary({ limit: intentsAtOnce, ...cursor }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    gcTime: 0,
  });
  const list = pagesOf(query);
  const total = query.data?.pages[0]?.total;
  const states = <ListStates list={list} empty={texts.noIntents} isOutlined />;
  if (total === undefined || list.items === undefined || list.items.length === 0) return states;
  return (
    <section className="panel">
      <div className="panel-heading">
        <h2>{texts.live}</h2>
      </div>
      {states}
      <div className="scroll" tabIndex={0} role="group" aria-label={texts.live}>
        <table className="intents">
          <thead>
            <tr>
              <th scope="col">{texts.intent}</th>
              <th scope="col">{texts.count}</th>
              <th scope="col">{texts.confidence}</th>
              <th scope="col">{texts.reviewed}</th>
              <th scope="col">{texts.accuracy}</th>
              <th scope="col" className="intents-bar">
                {texts.ofReviewed}
              </th>
            </tr>
          </thead>
          <tbody>
            <IntentRow name={texts.total} figures={total} />
            {list.items.map(({ intent, ...figures }) => (
              <IntentRow key={intent} name={intent} figures={figures} />
            ))}
          </tbody>
        </table>
      </div>
      <ListMore list={list} />
    </section>
  );
}

/**
 * Shows for each week which share of the reviewed messages had the correct intent. It also counts
 * reviewed messages that are deleted by now.
 */
function Weeks() {
  const texts = useTexts(nluTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const [{ intent }, filter] = nluFilters.useFilters();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['nlu', membership?.tenant, 'accuracy'],
    queryFn: async ({ signal }) =>
      client.nluMessages.accuracy({ limit: intentsInWeeks }, { signal }),
    gcTime: 0,
  });
  if (data === undefined)
    return error === null ? (
      <p className="ghost ghost-rows waiting">{texts.loading}</p>
    ) : (
      <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
    );
  const weeks = sumWeeks(data.items, intent, weeksShown);
  const names = data.items.flatMap(({ intent: name }) => name ?? []);
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{texts.overTime}</h2>
          <p>{texts.overTimeLead}</p>
        </div>
        <SelectFilter
          label={texts.intent}
          options={names.map((id) => ({ id, label: id }))}
          value={names.find((name) => name === intent)}
          change={(value) => filter({ intent: value })}
        />
      </div>
      {weeks.length === 0 ? (
        <Message {...texts.noWeeks} />
      ) : (
        <ul className="plain-list weeks">
          {weeks.map((week) => (
            <li key={week.week} className="week-row">
              <span>{texts.weekOf(formats.utcDay(week.week))}</span>
              <VerdictBar of={week.reviewed} counts={week} />
              <strong>{formats.percent(week.right / week.reviewed)}</strong>
              <span className="soft">{formats.plural(week.reviewed, texts.message)}</span>
            </li>
          ))}
        </ul>
      )}
      {data.next_cursor !== null && (
        <p className="soft">{texts.manyIntents(formats.count(intentsInWeeks))}</p>
      )}
    </section>
  );
}

/**
 * Shows the accuracy of each intent, from its live messages. A second panel shows the accuracy by
 * week, which includes deleted messages.
 */
export function AccuracyView() {
  return (
    <div className="stack">
      <VerdictLegend />
      <Intents />
      <Weeks />
    </div>
  );
}
