import { useMemo } from 'react';
import type { CouponCodes, CouponPool } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import type { List } from '../parts/list/use-list.ts';
import { useNow } from '../parts/use-now.ts';
import { BurnChart } from './burn-chart.tsx';
import { couponsTexts } from './coupons-texts.ts';
import { emptyOn, paceDays, paceOf, stockOver } from './forecast.ts';
import { LoadCodes } from './load-codes.tsx';

const everyMs = 60_000;

/** How many codes a day leave the stock. */
function PaceWords(props: { readonly pace: number | undefined; readonly used: number }) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const { pace, used } = props;
  if (pace === undefined) return null;
  if (used === 0) return <>{texts.nothingUsed}</>;
  if (pace === 0) return <>{texts.nothingLately(paceDays)}</>;
  return <>{texts.pace(formats.decimal(pace), paceDays)}</>;
}

/** How a pool stands: its stock as it burns down, and what became of the used codes. */
export function PoolPanel(props: {
  readonly pool: CouponPool;
  /** Its codes that are tied to a person, the latest first. */
  readonly list: List<CouponCodes>;
  readonly onLoaded: (pool: CouponPool) => void;
}) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const now = useNow(everyMs);
  const { pool, list } = props;
  const { items, hasMore } = list;
  const usedAt = useMemo(() => items?.map(({ created_at }) => new Date(created_at)), [items]);
  const pace =
    usedAt && paceOf({ usedAt, hasEarlier: hasMore, since: new Date(pool.created_at), now });
  const empty = pace === undefined ? undefined : emptyOn(pool.left, pace, now);
  const stock = useMemo(
    () => (usedAt === undefined ? [] : stockOver(usedAt, pool.left, now)),
    [usedAt, pool.left, now],
  );
  const tied = usedAt?.length ?? 0;
  const words = (count: number) =>
    hasMore ? texts.atLeast(formats.count(count)) : formats.count(count);
  return (
    <section className="panel pool" aria-label={pool.name}>
      <header className="panel-heading">
        <div>
          <h2>{pool.name}</h2>
          <p>
            {pace !== undefined && pool.left > 0 && empty !== undefined && (
              <>
                <strong>{texts.emptyOn(formats.utcLongDay(empty.toISOString()))}</strong>,{' '}
              </>
            )}
            <PaceWords pace={pace} used={pool.used} />
            {pace !== undefined && pace > 0 && empty === undefined && <> · {texts.notSoon}</>}
          </p>
        </div>
        <LoadCodes pool={pool} onLoaded={props.onLoaded} />
      </header>
      {stock.length > 1 && (
        <BurnChart stock={stock} now={now} empty={empty} lowStock={pool.low_stock} />
      )}
      <dl className="pool-figures">
        <div>
          <dt>{texts.used}</dt>
          <dd>{formats.count(pool.used)}</dd>
        </div>
        <div>
          <dt>{texts.tied}</dt>
          <dd>{words(tied)}</dd>
        </div>
        <div>
          <dt>{texts.anonymous}</dt>
          <dd>{hasMore ? '–' : formats.count(Math.max(0, pool.used - tied))}</dd>
        </div>
      </dl>
    </section>
  );
}
