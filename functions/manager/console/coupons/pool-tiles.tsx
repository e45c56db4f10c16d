import type { CouponPool } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { couponsTexts } from './coupons-texts.ts';

/**
 * Returns how many codes a pool has or had. Used codes that were imported, and never loaded, count
 * too.
 */
function codesOf({ left, used, deleted = 0 }: CouponPool): number {
  return left + used + deleted;
}

/** Shows a bar: the share of a pool's codes that is left. */
function StockBar({ pool }: { readonly pool: CouponPool }) {
  const all = codesOf(pool);
  const share = all === 0 ? 0 : (pool.left / all) * 100;
  return (
    <svg
      className="share-bar"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable={false}
    >
      <rect className="fuse-ground" width="100" height="4" />
      <rect className={pool.low ? 'share-withdrawn' : 'share-confirmed'} width={share} height="4" />
    </svg>
  );
}

function StateMark({ pool }: { readonly pool: CouponPool }) {
  const texts = useTexts(couponsTexts);
  if (pool.state !== 'open')
    return <span className="mark-word">{texts.close.states[pool.state]}</span>;
  if (!pool.low) return null;
  return (
    <span className="mark-word" data-tone="attention">
      {pool.left === 0 ? texts.isEmpty : texts.low}
    </span>
  );
}

/** Lists the pools. If the user of the console presses a pool, it opens below the list. */
export function PoolTiles(props: {
  readonly pools: readonly CouponPool[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
}) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  return (
    <ul className="tiles wide-tiles" aria-label={texts.pools}>
      {props.pools.map((pool) => (
        <li key={pool.id}>
          <button
            type="button"
            className="tile"
            aria-pressed={props.opened === pool.id}
            onClick={() => props.open(pool.id)}
          >
            <span className="tile-head">
              <span className="tile-title">{pool.name}</span>
              <StateMark pool={pool} />
            </span>
            <StockBar pool={pool} />
            <strong>
              {pool.state === 'closed'
                ? texts.close.usedOf(formats.count(pool.used), formats.count(codesOf(pool)))
                : texts.left(formats.count(pool.left), formats.count(codesOf(pool)))}
            </strong>
            <span className="soft">
              {texts.kinds[pool.kind]}, {texts.policies[pool.policy]}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
