import { useEffect, useRef, useState } from 'react';
import type { CouponPool, CouponPoolStatus } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useSession } from '../session/session-context.tsx';
import { couponsTexts } from './coupons-texts.ts';

/**
 * The time limit for one request, in milliseconds. It is long, because one request deletes
 * thousands of codes.
 */
const timeoutMs = 60_000;

/**
 * Closes a pool for good. A dialog first says how many codes will be deleted, and the user of the
 * console types the pool's name. If codes were added meanwhile, the pool is not closed, and the
 * dialog shows the new number.
 */
export function ClosePool(props: {
  readonly pool: CouponPoolStatus;
  readonly onClosed: (pool: CouponPool) => void;
  readonly look: () => void;
}) {
  const { close, code } = useTexts(couponsTexts);
  const formats = useFormats();
  const { client } = useSession();
  const { id, kind, name, left } = props.pool;
  const codes = formats.plural(left, code);
  return (
    <Confirm
      opener={close.open}
      openerClass="plain-button"
      title={close.title(name)}
      detail={
        <>
          <p>
            <strong>{left === 0 ? close.nothing : close.deletes(codes)}</strong>
          </p>
          <p>{close.stays[kind]}</p>
        </>
      }
      action={left === 0 ? close.actionEmpty : close.action(codes)}
      phrase={name}
      onOpenChange={(isOpen) => isOpen && props.look()}
      act={async () => {
        try {
          props.onClosed(await client.couponPools.close(id, { atMost: left }, { timeoutMs }));
        } catch (error) {
          props.look();
          throw error;
        }
      }}
    />
  );
}

/**
 * Deletes the unused codes of a pool that is being closed. Sends one request after another, and
 * shows the progress. If the user of the console leaves the page, the erase sweep deletes the rest.
 */
export function ClosingBar(props: {
  readonly pool: CouponPool;
  readonly onClosed: (pool: CouponPool) => void;
}) {
  const { close } = useTexts(couponsTexts);
  const formats = useFormats();
  const { client } = useSession();
  const { id, left, deleted = 0 } = props.pool;
  const [step, setStep] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const tell = useRef(props.onClosed);
  useEffect(() => {
    tell.current = props.onClosed;
  });
  useEffect(() => {
    if (error !== null) return;
    let isLeft = false;
    client.couponPools.close(id, {}, { timeoutMs }).then(
      (next) => {
        if (isLeft) return;
        tell.current(next);
        // The new `step` starts the next request. The numbers in the answer could not start it,
        // because they may be the same as before.
        setStep((before) => before + 1);
      },
      (failure: unknown) => isLeft || setError(failure),
    );
    return () => {
      isLeft = true;
    };
  }, [client, id, step, error]);
  const all = deleted + left;
  return (
    <>
      <ProgressBar
        label={close.closing}
        share={all === 0 ? 1 : deleted / all}
        detail={close.progress(formats.count(deleted), formats.count(all))}
      />
      {error !== null && (
        <FailureNotice error={error} isRetrying={false} retry={() => setError(null)} />
      )}
    </>
  );
}
