/** An analysis as the text other programs read. */
import { BeltlineError } from '../../domain/error.ts';
import { type Analysis, analysisSchema } from './contract.ts';

/** Six decimals: a microsecond, a thousandth of a millimetre a second. More would only look exact. */
const DIGITS = 1e6;

const round = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * DIGITS) / DIGITS : value;

/**
 * One line of JSON. Checked against the contract first, because `JSON.stringify` would silently turn a number that
 * went wrong into `null`, which means something else here.
 */
export const printAnalysis = (analysis: Analysis): string => {
  const checked = analysisSchema.safeParse(analysis);
  if (!checked.success) {
    const { path, message } = checked.error.issues[0];
    throw new BeltlineError(
      'internal',
      `the analysis breaks its contract at ${path.join('.')}: ${message}.`,
      {
        cure: 'This is a fault of Beltline; please report it with the recording.',
      },
    );
  }
  return `${JSON.stringify(analysis, round)}\n`;
};
