/** A dashboard from its parts, with what all of them share. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { inSight } from './links.ts';

/** Dashboards find each other by it. */
const TAG = 'beltline';

export interface Row {
  /** Absent: at the top, without a heading. */
  readonly title?: string;
  readonly panels: readonly Builder<Panel>[];
}

export interface Page {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** How far back it looks at first, `90d` for example. */
  readonly range: string;
  /** How often it looks again; absent: when asked to. */
  readonly refresh?: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly annotations?: readonly Builder<AnnotationQuery>[];
  readonly rows: readonly Row[];
}

/** To the other dashboards, for the same lifter; each with a time range of its own. */
const links = (): DashboardLinkBuilder =>
  new DashboardLinkBuilder('Beltline')
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(false)
    .icon('external link')
    .tooltip('The other dashboards, for the same lifter')
    .includeVars(true)
    .keepTime(false)
    .targetBlank(false);

/** Ids by place: Grafana wants them unique, links and annotations may refer to them. */
const numbered = (dashboard: Dashboard): Dashboard => {
  for (const [index, panel] of (dashboard.panels ?? []).entries()) panel.id = index + 1;
  return dashboard;
};

export const buildPage = (page: Page): Dashboard => {
  const dashboard = new DashboardBuilder(page.title)
    .uid(page.uid)
    .description(page.description)
    .tags([TAG])
    .time({ from: `now-${page.range}`, to: 'now' })
    .timezone('browser')
    .weekStart('monday')
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh(page.refresh ?? '')
    .variables([...page.variables])
    .annotations([...(page.annotations ?? [])])
    .link(inSight(links()));
  for (const { title, panels } of page.rows) {
    if (title !== undefined) dashboard.withRow(new RowBuilder(title));
    for (const panel of panels) dashboard.withPanel(panel);
  }
  return numbered(dashboard.build());
};
