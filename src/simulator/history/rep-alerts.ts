/** The alerts that a rep gives rise to: the limits that README and documentation state, written down once more. */
import { type AlertRecord, type RepRecord, toUnixUs, type UnixUs } from '../../domain/record.ts';

const SPEED_DROP_PCT = { amber: 40, red: 70 } as const;
const LOSS_PCT = { amber: 15, red: 25 } as const;
const ASYMMETRY_DEG = 7;

type Finding = Pick<AlertRecord, 'kind' | 'severity'> & { readonly atS: number };

const graded = (
  kind: AlertRecord['kind'],
  value: number,
  limits: { readonly amber: number; readonly red: number },
  atS: number,
): Finding[] =>
  value < limits.amber ? [] : [{ kind, severity: value >= limits.red ? 'red' : 'amber', atS }];

const findings = ({ rep }: RepRecord): readonly Finding[] => {
  const { lumbar, stickingRegion } = rep;
  const found: Finding[] = [];
  if (lumbar.severity !== 'none')
    found.push({ kind: 'lumbar', severity: lumbar.severity, atS: lumbar.onsetS ?? rep.liftOffS });
  if (rep.hipsFirst) found.push({ kind: 'hips-first', severity: 'amber', atS: rep.liftOffS });
  if (stickingRegion !== null)
    found.push(...graded('speed-drop', stickingRegion.dropPct, SPEED_DROP_PCT, stickingRegion.endS));
  if (Math.max(Math.abs(rep.lateralDeg ?? 0), Math.abs(rep.twistDeg ?? 0)) >= ASYMMETRY_DEG)
    found.push({ kind: 'asymmetry', severity: 'amber', atS: rep.lockoutS });
  return [...found, ...graded('velocity-loss', rep.velocityLossPct, LOSS_PCT, rep.lockoutS)];
};

/** In the order in which their conditions are met. */
export const alertsOf = (record: RepRecord, startedUs: UnixUs): readonly AlertRecord[] => {
  const { sessionId, athlete, exercise, device, set, rep } = record;
  return findings(record)
    .map(({ kind, severity, atS }) => ({
      sessionId,
      athlete,
      exercise,
      device,
      set,
      kind,
      severity,
      rep: rep.index,
      atUs: toUnixUs(startedUs, atS),
    }))
    .toSorted((a, b) => a.atUs - b.atUs);
};
