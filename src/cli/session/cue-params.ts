/** Parameters of the cues of a session: the usual ones, with what the user wants otherwise. */
import { CUE_DEFAULTS, type CueParams } from '../../alerts/cues/params.ts';
import type { SessionPlan } from './plan.ts';

/** Clean reps after which amber cues fade, where fading is wanted. [D] */
const FADES_AFTER = 3;

export const cueParamsOf = ({ alerts, cues }: SessionPlan): CueParams => {
  const { cooldownS, fadeEvery } = cues;
  const { 'monitoring-again': again, 'not-monitoring': blind } = CUE_DEFAULTS.cooldownS;
  return {
    ...CUE_DEFAULTS,
    lossAmberPct: alerts.lossAmberPct,
    lossRedPct: alerts.lossRedPct,
    lossFarOverPct: Math.max(CUE_DEFAULTS.lossFarOverPct, alerts.lossRedPct),
    asymmetryDeg: alerts.asymmetryDeg,
    cooldownS:
      cooldownS === null
        ? CUE_DEFAULTS.cooldownS
        : {
            lumbar: cooldownS,
            'speed-drop': cooldownS,
            'hips-first': cooldownS,
            asymmetry: cooldownS,
            'velocity-loss': cooldownS,
            rule: cooldownS,
            // Those of the link are about the session, not about technique.
            'not-monitoring': blind,
            'monitoring-again': again,
          },
    fading: fadeEvery === null ? null : { afterCleanReps: FADES_AFTER, every: fadeEvery },
  };
};
