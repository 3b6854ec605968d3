/** One set rep by rep, and the session around it: for the break between two sets, and for the evening after. */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { COLOURS, MEASURED, PROXY } from '../kit/limits.ts';
import { SESSION_UID } from '../kit/links.ts';
import { buildPage } from '../kit/page.ts';
import { athlete, datasource, device, exercise, session, set } from '../kit/variables.ts';
import { NO_PROXY, NO_MEASURED } from './session/conditions.ts';
import { firstGlance } from './session/first-glance.ts';
import { velocityByRep, lossByRep, excursionByRep, reps } from './session/reps.ts';
import { onTheClock, sets, alerts, annotation } from './session/whole.ts';

export const sessionPage = (): Dashboard =>
  buildPage({
    uid: SESSION_UID,
    title: 'Beltline: Session',
    description:
      'One set rep by rep, and the session around it. The last set of the last session comes first; it looks again every ten seconds.',
    range: '7d',
    refresh: '10s',
    variables: [datasource(), athlete(), exercise(true), device(), session(), set()],
    annotations: [
      annotation('▲ Amber warnings', 1, COLOURS.amber),
      annotation('■ Red warnings', 2, COLOURS.red),
    ],
    rows: [
      {
        panels: [
          ...firstGlance(),
          velocityByRep(),
          lossByRep(),
          excursionByRep(
            'proxy',
            'excursion_proxy_deg',
            PROXY,
            "One sensor: deviation from the lifter's own good reps at lift-off. Not degrees of the spine.",
            NO_PROXY,
          ),
          excursionByRep(
            'measured',
            'excursion_measured_deg',
            MEASURED,
            'Two sensors: flexion beyond the braced set-up.',
            NO_MEASURED,
          ),
          reps(),
        ],
      },
      { title: 'The whole session', panels: [onTheClock(), sets(), alerts()] },
    ],
  });
