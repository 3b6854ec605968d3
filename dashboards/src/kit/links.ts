import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Where links lead. */
export const SESSION_UID = 'beltline-session';
export const LIFTERS_UID = 'beltline-lifters';

/** Around the start of a set, half of it to either side: wide enough for the session it belongs to. */
export const WINDOW_MS = 4 * 3600e3;

/** The SDK hides links and annotations in a menu by default; these are to be seen. */
export const inSight = <T extends { placement?: unknown }>(builder: Builder<T>): Builder<T> => ({
  build: () => {
    const built = builder.build();
    delete built.placement;
    return built;
  },
});

/**
 * From a row of a table to its session and set. The row needs the columns `Time`, `Session` and `SetId`. `time` and
 * `time.window` are Grafana's own parameters for a range around a moment.
 */
export const toSet = (athlete = '${athlete}'): Builder<DashboardLink> => {
  const parameters = [
    'var-datasource=${datasource}',
    `var-athlete=${athlete}`,
    'var-exercise=$__all',
    'var-device=$__all',
    'var-session=${__data.fields.Session}',
    'var-set=${__data.fields.SetId}',
    'time=${__data.fields.Time.numeric}',
    `time.window=${WINDOW_MS}`,
  ];
  return inSight(
    new DashboardLinkBuilder('Open this set')
      .type(DashboardLinkType.Link)
      .url(`/d/${SESSION_UID}?${parameters.join('&')}`),
  );
};

/** The columns that {@link toSet} needs, for a query over `set`. */
export const LINK_COLUMNS = { Session: '"session_id"', SetId: '"set_id"' } as const;
