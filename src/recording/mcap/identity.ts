/** Whether a file is a recording that this version can read, and what to say if it is not. */
import { BeltlineError } from '../../domain/error.ts';
import { DECODED_PROFILE, FORMAT, PROFILE } from './format.ts';
import type { Opening } from './opening.ts';

const refuse = (file: string, message: string, cure: string): BeltlineError =>
  new BeltlineError('bad-input', message, { place: { file }, cure });

/** Throws a `BeltlineError` for the MCAP file of another program. */
export const checkProfile = (file: string, profile: string): void => {
  if (profile === PROFILE) return;
  if (profile === DECODED_PROFILE) {
    throw refuse(file, 'this is a decoded export for viewers.', 'Name the recording it was made from.');
  }
  const called = profile === '' ? 'without a profile' : `of profile ${JSON.stringify(profile.slice(0, 40))}`;
  throw refuse(
    file,
    `this is an MCAP file ${called}, not a recording of Beltline.`,
    'Name a recording of `beltline record`.',
  );
};

/** Throws a `BeltlineError` for a recording of a later major version; minor versions only add. */
export const checkVersion = (file: string, { major, minor, start }: Opening): void => {
  if (major <= FORMAT.major) return;
  throw refuse(
    file,
    `this recording has format ${major}.${minor}; this version reads up to ${FORMAT.major}.`,
    `Update Beltline; it was recorded by ${JSON.stringify(start.software.slice(0, 40))}.`,
  );
};

/** For a file with our profile that does not begin as ours do. */
export const wrongOpening = (file: string, what: string): BeltlineError =>
  refuse(file, `this recording does not begin as it should: ${what}.`, 'Use the file as it was recorded.');

/** For a file that breaks off before anything was recorded. */
export const interrupted = (file: string, atByte: number): BeltlineError =>
  refuse(
    file,
    `the file ends at byte ${atByte}, within its header.`,
    'The session was interrupted as it began, and nothing is in the file: delete it.',
  );
