/** The first bytes of a recording: byte order mark, header line, and files that are something else. */
import { BeltlineError } from '../../domain/error.ts';
import { type ColumnLayout, COLUMNS, readHeader } from './columns.ts';
import { badInput } from './number.ts';

interface Signature {
  readonly bytes: readonly number[];
  readonly called: string;
  readonly cure: string;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], called: 'a gzip archive', cure: 'Unpack it first: gunzip FILE.' },
  {
    bytes: [0x50, 0x4b, 3, 4],
    called: 'a zip archive or a spreadsheet',
    cure: 'Unpack it, or export it as CSV.',
  },
  { bytes: [0xff, 0xfe], called: 'UTF-16 text', cure: 'Save it as UTF-8.' },
  { bytes: [0xfe, 0xff], called: 'UTF-16 text', cure: 'Save it as UTF-8.' },
];

/** Length of a UTF-8 byte order mark at the start, which spreadsheets write; 0 without one. */
export const byteOrderMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** Refuses what is no text, by name where the name is known. */
export const refuseBinary = (file: string, bytes: Uint8Array): void => {
  const known = SIGNATURES.find((signature) => signature.bytes.every((byte, i) => bytes[i] === byte));
  if (known !== undefined)
    throw badInput(file, 1, `this is ${known.called}, not a CSV recording.`, known.cure);
  // Tabs, line ends and everything printable pass; a CSV holds no other control characters.
  const control = bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));
  if (control) {
    throw badInput(file, 1, 'this is not text.', `A recording is CSV with the header ${COLUMNS.join(',')}.`);
  }
};

/** For a file without a single byte of text. */
export const emptyFile = (file: string): BeltlineError =>
  new BeltlineError('bad-input', 'the file is empty.', {
    place: { file },
    cure: `A recording starts with the header ${COLUMNS.join(',')}.`,
  });

/** Reads the header line, given without its newline and without a byte order mark. */
export const parseHeader = (file: string, bytes: Uint8Array): ColumnLayout => {
  refuseBinary(file, bytes);
  return readHeader(new TextDecoder().decode(bytes), file);
};
