import { useMemo } from 'react';
import type { CouponPool, CouponPoolStatus } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { useNow } from '../parts/use-now.ts';
import { BurnChart } from './burn-chart.tsx';
import { ClosePool, ClosingBar } from './close-pool.tsx';
import { couponsTexts } from './coupons-texts.ts';
import { emptyOn, type Pace, paceOf, pointsOf } from './forecast.ts';
import { LoadCodes } from './load-codes.tsx';
import { usePoolStatus } from './use-pool-status.ts';

const everyMs = 60_000;
/** The number of days for which the API keeps the stock of each day. */
const keptDays = 90;

/** Says how many codes customers have used, such as `12 codes used within 30 days`. */
function PaceWords({ pool, pace }: { readonly pool: CouponPoolStatus; readonly pace: Pace }) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const days = formats.plural(pace.days, texts.day);
  if (pool.used === 0) return <>{texts.nothingUsed}</>;
  if (pool.recent.used === 0) return <>{texts.nothingLately(days)}</>;
  return <>{texts.pace(formats.plural(pool.recent.used, texts.code), days)}</>;
}

/**
 * For an open pool, says when it will be empty and how fast customers use codes. For another pool,
 * says when somebody closed it, even if its unused codes are not all deleted yet.
 */
function Outlook(props: {
  readonly pool: CouponPoolStatus;
  readonly pace: Pace;
  readonly empty: Date | undefined;
}) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const { pool, pace, empty } = props;
  if (pool.closed_at !== undefined)
    return <p>{texts.close.closedOn(formats.moment(pool.closed_at))}</p>;
  return (
    <div className="outlook">
      <p>
        {pool.left > 0 && empty !== undefined && (
          <>
            <strong>{texts.emptyOn(formats.calendarDay(empty.toISOString()))}</strong>,{' '}
          </>
        )}
        <PaceWords pool={pool} pace={pace} />
        {pace.perDay > 0 && empty === undefined && <> · {texts.notSoon}</>}
      </p>
      {pool.used > 0 && <p className="soft">{texts.paceNote}</p>}
    </div>
  );
}

function Figures({ pool }: { readonly pool: CouponPoolStatus }) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const figures = [
    { name: texts.used, count: pool.used },
    { name: texts.tied, count: pool.tied },
    { name: texts.anonymous, count: pool.anonymous },
    ...(pool.deleted === undefined ? [] : [{ name: texts.close.deleted, count: pool.deleted }]),
  ];
  return (
    <dl className="pool-figures">
      {figures.map(({ name, count }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formats.count(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * Shows the stock of an open pool day by day. Counts the used codes of any pool: those with a
 * record of a person, and those without.
 */
function Standing({ pool, now }: { readonly pool: CouponPoolStatus; readonly now: Date }) {
  const stock = useMemo(() => pointsOf(pool, keptDays, now), [pool, now]);
  const pace = paceOf(pool.recent, now);
  const empty = pool.state === 'open' ? emptyOn(pool.left, pace.perDay, now) : undefined;
  return (
    <>
      <Outlook pool={pool} pace={pace} empty={empty} />
      {pool.state === 'open' && pool.loaded > 0 && (
        <BurnChart stock={stock} now={now} empty={empty} />
      )}
      <Figures pool={pool} />
    </>
  );
}

/** Shows a pool: its stock, its used codes, and the buttons to load codes and to close the pool. */
export function PoolPanel(props: {
  readonly pool: CouponPool;
  readonly onChanged: (pool: CouponPool) => void;
}) {
  const now = useNow(everyMs);
  const { pool, onChanged } = props;
  const status = usePoolStatus(pool.id);
  const { data, error, isFetching, refetch } = status;
  const look = () => void refetch();
  // Somebody else may have closed the pool after this page read the list of pools.
  const closing = [pool, pool.state === 'open' ? data : undefined].find(
    (each) => each?.state === 'closing',
  );
  const change = (changed: CouponPool) => {
    onChanged(changed);
    look();
  };
  return (
    <section className="panel pool" aria-label={pool.name}>
      <header className="panel-heading">
        <h2>{pool.name}</h2>
        {pool.state === 'open' && (
          <div className="head-actions">
            <LoadCodes pool={pool} onLoaded={change} />
            {data?.state === 'open' && <ClosePool pool={data} onClosed={change} look={look} />}
          </div>
        )}
      </header>
      {closing !== undefined && <ClosingBar pool={closing} onClosed={change} />}
      {error !== null && <FailureNotice error={error} isRetrying={isFetching} retry={look} />}
      {data === undefined && error === null && <p className="ghost ghost-rows waiting" />}
      {data !== undefined && <Standing pool={data} now={now} />}
    </section>
  );
}
