/** Reads and writes `vectors/v1/*.json`, whose form `vectors/README.md` describes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { z } from 'zod';

const FOLDER = join(import.meta.dirname, '../vectors/v1');

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
/** Without quotes and backslashes, so that a reader needs no unescaping. */
const plain = z.string().regex(/^[ !#-[\]-~]*$/);

const vectorSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  direction: z.enum(['belt-to-host', 'host-to-belt']),
  source: z.enum(['hand', 'generated']),
  why: plain.min(1),
  hex,
  lines: z.array(plain).min(1),
  reencodes: hex,
});
const fileSchema = z.strictObject({ codec: z.string(), vectors: z.array(vectorSchema) });

export type Vector = z.infer<typeof vectorSchema>;

/** Names of the files without `.json`, which are names of codecs. */
export const vectorFiles = (): string[] => readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

/** Keys in the order small readers rely on. */
const inOrder = (vector: unknown): boolean =>
  typeof vector === 'object' &&
  vector !== null &&
  Object.keys(vector).join() === Object.keys(vectorSchema.shape).join();

/** The vectors of a codec; throws with the place of what is wrong. */
export const readVectors = (codec: string): readonly Vector[] => {
  const raw: unknown = JSON.parse(readFileSync(join(FOLDER, `${codec}.json`), 'utf8'));
  const file = fileSchema.parse(raw);
  if (file.codec !== codec) throw new Error(`${codec}.json says it is of codec ${file.codec}`);
  const { vectors } = z.looseObject({ vectors: z.array(z.unknown()) }).parse(raw);
  const disordered = vectors.findIndex((vector) => !inOrder(vector));
  if (disordered >= 0) throw new Error(`${codec}.json: keys of vector ${disordered} are not in order`);
  return file.vectors;
};

export const writeVectors = async (codec: string, vectors: readonly Vector[]): Promise<void> => {
  const file = join(FOLDER, `${codec}.json`);
  const options = { ...(await prettier.resolveConfig(file)), filepath: file };
  writeFileSync(file, await prettier.format(JSON.stringify({ codec, vectors }), options));
};

export const bytesOf = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
