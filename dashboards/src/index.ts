/** All dashboards, as Grafana reads them. */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { beltsPage } from './pages/belts.ts';
import { liftersPage } from './pages/lifters.ts';
import { loadVelocityPage } from './pages/load-velocity.ts';
import { lowerBackPage } from './pages/lower-back.ts';
import { sessionPage } from './pages/session.ts';
import { velocityTrendsPage } from './pages/velocity-trends.ts';

const PAGES = [liftersPage, sessionPage, velocityTrendsPage, lowerBackPage, loadVelocityPage, beltsPage];

export const JSON_FOLDER = new URL('../json/', import.meta.url);

const text = (dashboard: Dashboard): string => `${JSON.stringify(dashboard, null, 2)}\n`;

/** File name → what stands in it. */
export const dashboardFiles = (): ReadonlyMap<string, string> =>
  new Map(
    PAGES.map((page) => {
      const dashboard = page();
      return [`${(dashboard.uid ?? '').replace('beltline-', '')}.json`, text(dashboard)];
    }),
  );
