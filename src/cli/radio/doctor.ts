/** `beltline doctor`: what is missing, and how to mend it. */
import { diagnose, type Finding } from '../../devices/link/doctor.ts';
import { collectFacts } from '../../devices/link/doctor-facts.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { diagnoseInflux } from '../influx/doctor.ts';
import { openRadio, type RadioOptions } from './open.ts';

const SYMBOLS: Readonly<Record<Finding['severity'], string>> = { ok: 'ok  ', note: 'note', problem: '!!! ' };

export interface DoctorOptions extends RadioOptions {
  readonly config?: string;
}

const tell = ({ severity, what, where, cure }: Finding, style: Style): void => {
  const text = `${SYMBOLS[severity]}  ${what}  (${where})`;
  process.stdout.write(`${severity === 'problem' ? style.bold(text) : text}\n`);
  if (cure !== null) process.stdout.write(`      ${cure}\n`);
};

const countProblems = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity === 'problem').length;

/** Exit code 1 where something stands between Beltline and a sensor, or between it and its InfluxDB. */
export const doctor = async (options: DoctorOptions): Promise<number> => {
  const style = styleFor(process.stdout);
  const stage = await openRadio(options);
  try {
    const facts = await collectFacts({ noble: options.library, radio: stage.radio });
    const findings = diagnose(facts);
    const influx = await diagnoseInflux(options.config);
    for (const finding of [...findings, ...influx]) tell(finding, style);
    const problems = countProblems(findings);
    process.stdout.write(
      problems === 0
        ? 'Nothing stands between Beltline and a sensor.\n'
        : `${problems} ${problems === 1 ? 'thing stands' : 'things stand'} between Beltline and a sensor. Without hardware: beltline run --virtual\n`,
    );
    return problems + countProblems(influx) === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
};
