import { formatMoment } from './format-values.ts';
import type { Failure } from './load-overview.ts';

type Retry = { readonly retrying: boolean; readonly retry: () => void };

function RetryButton({ retrying, retry }: Retry) {
  return (
    <button type="button" class="button" aria-disabled={retrying} onClick={retry}>
      {retrying ? 'Trying again…' : 'Try again'}
    </button>
  );
}

function RequestId({ failure }: { failure: Failure }) {
  if (failure.requestId === undefined) return null;
  return (
    <p class="request-id">
      Request <code>{failure.requestId}</code>
    </p>
  );
}

/** Before the first numbers: the outline of what is coming, so that nothing jumps. */
export function LoadingNotice() {
  return (
    <div class="loading" role="status">
      <p class="ghost ghost-figures">Loading the overview…</p>
      <div class="ghost ghost-chart" />
      <div class="ghost ghost-chart" />
    </div>
  );
}

/** There are no numbers at all. */
export function FailureNotice(props: Retry & { readonly failure: Failure }) {
  return (
    <section class="panel notice" role="alert">
      <h2>{props.failure.title}</h2>
      <p>{props.failure.detail}</p>
      <RequestId failure={props.failure} />
      <RetryButton {...props} />
    </section>
  );
}

/** The numbers shown are not the newest. */
export function StaleNotice(props: Retry & { readonly failure: Failure; readonly asOf: string }) {
  return (
    <section class="panel stale" role="status">
      <div>
        <p>
          <strong>These numbers could not be refreshed.</strong> They are as of{' '}
          {formatMoment(props.asOf)}.
        </p>
        <p>
          {props.failure.title}. {props.failure.detail}
        </p>
        <RequestId failure={props.failure} />
      </div>
      <RetryButton {...props} />
    </section>
  );
}

export function EmptyNotice() {
  return (
    <section class="panel notice" aria-labelledby="empty-title">
      <h2 id="empty-title">Nothing is stored yet</h2>
      <p>
        As soon as a record is stored, this page shows how many there are and on which day each of
        them goes. The promises below already hold.
      </p>
    </section>
  );
}
