/** `beltline doctor`: what is missing, and how to mend it. */
import { diagnose, type Finding } from '../../devices/link/doctor.ts';
import { collectFacts } from '../../devices/link/doctor-facts.ts';
import { styleFor } from '../analysis/style.ts';
import { openRadio, type RadioOptions } from './open.ts';

const SYMBOLS: Readonly<Record<Finding['severity'], string>> = { ok: 'ok  ', note: 'note', problem: '!!! ' };

/** Exit code 1 where something stands between Beltline and a sensor. */
export const doctor = async (options: RadioOptions): Promise<number> => {
  const style = styleFor(process.stdout);
  const stage = await openRadio(options);
  try {
    const facts = await collectFacts({ noble: options.library, radio: stage.radio });
    const findings = diagnose(facts);
    for (const { severity, what, where, cure } of findings) {
      const text = `${SYMBOLS[severity]}  ${what}  (${where})`;
      process.stdout.write(`${severity === 'problem' ? style.bold(text) : text}\n`);
      if (cure !== null) process.stdout.write(`      ${cure}\n`);
    }
    const problems = findings.filter(({ severity }) => severity === 'problem').length;
    process.stdout.write(
      problems === 0
        ? 'Nothing stands between Beltline and a sensor.\n'
        : `${problems} ${problems === 1 ? 'thing stands' : 'things stand'} between Beltline and a sensor. Without hardware: beltline run --virtual\n`,
    );
    return problems === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
};
