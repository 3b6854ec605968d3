/** Everything that is checked about vectors, SPEC and codec together. */
import { CODECS, CODEC_NAMES, type CodecName } from './codecs.ts';
import { generatedVectors } from './generated.ts';
import { specExamples } from './spec-examples.ts';
import { linesOf } from './text.ts';
import { bytesOf, hexOf, readVectors, type Vector, vectorFiles } from './vector-files.ts';

/** One thing checked: what, and what is wrong with it; `null` if nothing is. */
export interface Finding {
  readonly what: string;
  readonly fault: string | null;
}

const expect = (what: string, found: string, wanted: string): Finding => ({
  what,
  fault: found === wanted ? null : `is      ${found}\n  wanted  ${wanted}`,
});

/** Decodes to its lines, and encodes to what it should. */
export const checkVector = (codec: CodecName, vector: Vector): Finding[] => {
  const bytes = bytesOf(vector.hex);
  const what = `${codec} ${vector.name}`;
  return [
    expect(`${what} decoded`, linesOf(CODECS[codec].decode(bytes)).join(' '), vector.lines.join(' ')),
    expect(`${what} encoded`, hexOf(CODECS[codec].reencode(bytes)), vector.reencodes),
  ];
};

/** Generated vectors are all there, and are what the encoder makes today. */
export const checkGenerated = (codec: CodecName, vectors: readonly Vector[]): Finding[] => {
  const wanted = new Map((generatedVectors().get(codec) ?? []).map((vector) => [vector.name, vector]));
  const present = vectors.filter(({ source }) => source === 'generated');
  const missing = [...wanted.keys()].filter((name) => present.every((vector) => vector.name !== name));
  return [
    ...present.map((vector) => {
      const now = wanted.get(vector.name);
      const fault =
        now === undefined ? 'unexpected' : JSON.stringify(now) === JSON.stringify(vector) ? null : 'outdated';
      return { what: `${codec} ${vector.name} up to date`, fault };
    }),
    ...missing.map((name) => ({ what: `${codec} ${name}`, fault: 'missing: run verify.ts --write' })),
  ];
};

/** Every message has a vector made by hand. */
export const checkMessages = (codec: CodecName, vectors: readonly Vector[]): Finding[] => {
  const byHand = new Set(vectors.filter(({ source }) => source === 'hand').map(({ lines }) => lines[0]));
  return CODECS[codec].messages.map((message) => ({
    what: `${codec} has ${message} by hand`,
    fault: byHand.has(`message=${message}`) ? null : 'missing',
  }));
};

const checkNames = (all: readonly Vector[]): Finding => {
  const names = all.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return { what: 'names are unique', fault: twice.length === 0 ? null : twice.join(' ') };
};

/** Examples of the SPEC are vectors of the same name and bytes. */
const checkExamples = (all: readonly Vector[]): Finding[] =>
  Array.from(specExamples(), ([name, hex]) =>
    expect(`SPEC example ${name}`, all.find((vector) => vector.name === name)?.hex ?? 'missing', hex),
  );

const checkFiles = (): Finding =>
  expect('files', vectorFiles().toSorted().join(' '), CODEC_NAMES.toSorted().join(' '));

export const checkEverything = (): Finding[] => {
  const files = CODEC_NAMES.map((codec) => ({ codec, vectors: readVectors(codec) }));
  const all = files.flatMap(({ vectors }) => vectors);
  return [
    checkFiles(),
    checkNames(all),
    ...checkExamples(all),
    ...files.flatMap(({ codec, vectors }) => [
      ...vectors.flatMap((vector) => checkVector(codec, vector)),
      ...checkGenerated(codec, vectors),
      ...checkMessages(codec, vectors),
    ]),
  ];
};
