import { type Chart, dashboard, seriesOf } from '../../manifest.ts';
import { type Gcloud, gcloudChange } from '../gcloud.ts';
import { type Found, holds, type Values } from '../resource.ts';
import type { Planned, Step } from '../step.ts';

type FoundDashboard = Found & {
  readonly etag?: string;
  readonly labels?: { readonly [name: string]: string };
};

/** Our dashboard is found by this label, because Cloud Monitoring chooses the dashboard's name. */
const label = 'mayfly';

/**
 * The page has this number of columns. Each chart is `width` columns wide and `height` rows high.
 */
const columns = 48;
const tile = { width: 16, height: 14 } as const;

function chartOf({ title, each, all, by, ...series }: Chart): Values {
  const aggregation = {
    alignmentPeriod: '60s',
    perSeriesAligner: each,
    crossSeriesReducer: all,
    ...(by.length > 0 && { groupByFields: by }),
  };
  const filter = seriesOf({ title, each, all, by, ...series });
  return {
    title,
    xyChart: {
      dataSets: [
        { timeSeriesQuery: { timeSeriesFilter: { filter, aggregation } }, plotType: 'LINE' },
      ],
    },
  };
}

/**
 * The dashboard as Cloud Monitoring expects it: its charts in rows, in the order of the manifest.
 */
export function dashboardJson(): Values {
  const inRow = columns / tile.width;
  return {
    displayName: dashboard.title,
    labels: { [label]: 'operation' },
    mosaicLayout: {
      columns,
      tiles: dashboard.charts.map((chart, at) => ({
        xPos: (at % inRow) * tile.width,
        yPos: Math.floor(at / inRow) * tile.height,
        ...tile,
        widget: chartOf(chart),
      })),
    },
  };
}

/** Creates or corrects the dashboard of the manifest. Dashboards of others do not change. */
export function showDashboard(gcloud: Gcloud): Step {
  const of = `dashboard ${dashboard.title}`;
  const put = (verb: readonly string[]) => [
    'monitoring',
    'dashboards',
    ...verb,
    '--config-from-file=-',
  ];
  return {
    title: 'Dashboard',
    async plan(): Promise<readonly Planned[]> {
      const wanted = dashboardJson();
      const all = await gcloud.read<FoundDashboard[]>(['monitoring', 'dashboards', 'list']);
      const found = all.find(({ labels }) => labels?.[label] !== undefined);
      if (found === undefined) {
        const input = JSON.stringify(wanted);
        return [gcloudChange(gcloud, 'create', of, put(['create']), undefined, input)];
      }
      const wrong = Object.keys(wanted).filter((name) => !holds(found[name], wanted[name] ?? ''));
      if (wrong.length === 0) return [];
      // If the dashboard has changed since it was read, its etag is different, and the service
      // refuses the change.
      const input = JSON.stringify({ ...wanted, etag: found.etag ?? '' });
      const difference = `${wrong.join(', ')}: not what the manifest says`;
      const args = put(['update', found.name]);
      return [gcloudChange(gcloud, 'change', of, args, difference, input)];
    },
  };
}
