import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { AccountBar } from './account-bar.tsx';
import { formatMoment } from './format-values.ts';
import { MayflyMark } from './mayfly-mark.tsx';
import type { SessionState } from './use-session.ts';

type HeaderProps = {
  readonly overview: StorageOverview | undefined;
  readonly state: SessionState;
};

export function PageHeader({ overview, state }: HeaderProps) {
  return (
    <header class="page-header">
      <p class="brand">
        <MayflyMark />
        <span>Mayfly</span>
      </p>
      {overview !== undefined && (
        <dl class="context">
          <div>
            <dt>Tenant</dt>
            <dd>{overview.tenant}</dd>
          </div>
          <div>
            <dt>As of</dt>
            <dd>
              <time dateTime={overview.as_of}>{formatMoment(overview.as_of)}</time>
            </dd>
          </div>
        </dl>
      )}
      <AccountBar {...state} />
      <MayflyMark large />
      <div class="headline">
        <h1>What is stored, and when it goes</h1>
        <p>
          Personal data is kept only as long as promised. From its expiry on nobody is shown it, and
          within a day it is deleted.
        </p>
      </div>
    </header>
  );
}
