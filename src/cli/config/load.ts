/** Finds, reads and checks `beltline.toml`. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BeltlineError } from '../../domain/error.ts';
import { lineOf } from './locate.ts';
import { contradictions, type Problem, problemsOf } from './problems.ts';
import { type Config, configSchema } from './schema.ts';

/** A configuration and where it came from: paths in it are relative to that file. */
export interface LoadedConfig {
  readonly file: string;
  readonly config: Config;
}

const FILE_NAME = 'beltline.toml';
/** Nobody writes a longer one by hand. */
const MAX_BYTES = 1_000_000;

/** Where a configuration is looked for when none is named, in this order. */
export const configPlaces = (env: NodeJS.ProcessEnv = process.env): readonly string[] => [
  FILE_NAME,
  join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'beltline', FILE_NAME),
];

/** The first configuration file there is, or `null`. */
export const findConfig = (env?: NodeJS.ProcessEnv): string | null =>
  configPlaces(env).find((file) => existsSync(file)) ?? null;

const refuse = (file: string, message: string, line?: number, cause?: unknown): BeltlineError =>
  new BeltlineError('bad-input', message, { place: line === undefined ? { file } : { file, line }, cause });

const tellAll = (file: string, toml: string, problems: readonly Problem[]): BeltlineError => {
  const lines = problems
    .map(({ path, message }) => ({
      line: lineOf(toml, path),
      text: `${path.join('.') || 'the file'}: ${message}`,
    }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, text }) => `  ${line === null ? '' : `line ${line}: `}${text}`);
  const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
  return new BeltlineError('bad-input', `${count} wrong:\n${lines.join('\n')}`, { place: { file } });
};

/** Checks the text of a configuration; throws one {@link BeltlineError} that names every problem with its line. */
export const parseConfig = async (file: string, toml: string): Promise<Config> => {
  const { parse, TomlError } = await import('smol-toml');
  let raw: unknown;
  try {
    raw = parse(toml);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [what] = cause.message.replace(/^Invalid TOML document: /, '').split('\n');
    const comma = /=\s*\d+,\d+\s*(#.*)?$/.test(toml.split('\n')[cause.line - 1] ?? '');
    const hint = comma ? ' Numbers have a point: 1.70, not 1,70.' : '';
    throw refuse(file, `this is not TOML: ${what}.${hint}`, cause.line, cause);
  }
  const checked = configSchema.safeParse(raw);
  const problems = checked.success ? contradictions(checked.data) : problemsOf(checked.error);
  if (!checked.success || problems.length > 0) throw tellAll(file, toml, problems);
  return checked.data;
};

/** Reads and checks a configuration file. */
export const loadConfig = async (file: string): Promise<LoadedConfig> => {
  const unreadable = (cause: unknown): never => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new BeltlineError('unreadable', missing ? 'there is no such file.' : 'cannot read this file.', {
      place: { file },
      cure: 'docs/beltline.example.toml is one to start from.',
      cause,
    });
  };
  const { size } = await stat(file).catch(unreadable);
  if (size > MAX_BYTES) throw refuse(file, `${size} bytes are too many for a configuration.`);
  const toml = await readFile(file, 'utf8').catch(unreadable);
  return { file, config: await parseConfig(file, toml) };
};

/** Loads the named configuration, or the first there is; throws where there is none. @param otherwise what else to try */
export const loadNamedConfig = async (named: string | undefined, otherwise = ''): Promise<LoadedConfig> => {
  const file = named ?? findConfig();
  if (file !== null) return loadConfig(file);
  throw new BeltlineError('usage', `there is no configuration (looked for ${configPlaces().join(', ')}).`, {
    cure: `Write one as in docs/beltline.example.toml${otherwise}.`,
  });
};
