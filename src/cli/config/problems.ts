/** What is wrong with a configuration, all of it at once. */
import { z } from 'zod';
import { notifyFault } from './notify-schema.ts';
import { type Config, configSchema } from './schema.ts';

export interface Problem {
  /** Keys from the root of the file. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const keysOf = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));

/** Most similar known key, if any is similar: at most a third of the letters are wrong. */
const nearest = (name: string, known: readonly string[]): string | null => {
  const ranked = known
    .map((key) => ({ key, distance: editDistance(name, key) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.ceil(name.length / 3) ? best.key : null;
};

/** Levenshtein distance: insertions, deletions and replacements. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, replaced));
    }
    row = next;
  }
  return row[b.length];
};

/** A key that is only known so that it can be refused with a good word. */
const isForbidden = (value: z.core.$ZodType): boolean =>
  value instanceof z.ZodOptional && value.def.innerType instanceof z.ZodNever;

/** Keys that the table at `path` may have, read off the schema; empty where any name is good. */
const knownKeys = (path: readonly (string | number)[]): readonly string[] => {
  let at: z.core.$ZodType = configSchema;
  let left = [...path];
  for (;;) {
    if (at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodOptional) {
      at = at.def.innerType;
    } else if (at instanceof z.ZodObject) {
      const { shape } = at;
      if (left.length === 0) return Object.keys(shape).filter((key) => !isForbidden(shape[key]));
      at = at.shape[left[0]];
      left = left.slice(1);
    } else if (at instanceof z.ZodRecord) {
      if (left.length === 0) return at.keyType instanceof z.ZodEnum ? at.keyType.options.map(String) : [];
      at = at.valueType;
      left = left.slice(1);
    } else if (at instanceof z.ZodArray) {
      at = at.element;
      left = left.slice(1);
    } else return [];
  }
};

const unknownKey = (path: readonly (string | number)[], key: string): Problem => {
  const known = knownKeys(path);
  const similar = nearest(key, known);
  const hint = similar === null ? `known here: ${known.join(', ')}` : `did you mean "${similar}"?`;
  return { path: [...path, key], message: `there is no such key; ${hint}` };
};

/** Zod's issues in our words. */
export const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.flatMap((issue): Problem[] => {
    const path = keysOf(issue.path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }];
    // Zod leaves the input out of its issues, so only its words tell a missing value from one of another type.
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      return [{ path, message: 'is missing and has no default' }];
    return [{ path, message: issue.message }];
  });

/** What no single key can tell: names that must be names of something. */
export const contradictions = (config: Config): Problem[] => {
  const problems: Problem[] = [];
  const names = Object.keys(config.athlete);
  const known = (path: Problem['path'], name: string | undefined): void => {
    if (name !== undefined && !names.includes(name)) {
      problems.push({ path, message: `there is no athlete "${name}"; there is: ${names.join(', ')}` });
    }
  };
  known(['session', 'athlete'], config.session.athlete);
  const starter = config.session.athlete ?? names[0];
  const wearers = config.sensor.map((one) => one.athlete ?? starter);
  config.buzzer.forEach((one, i) => {
    known(['buzzer', i, 'athlete'], one.athlete);
    const owner = one.athlete ?? starter;
    if (names.includes(owner) && !wearers.includes(owner))
      problems.push({
        path: ['buzzer', i, 'athlete'],
        message: `"${owner}" wears no sensor to be warned by`,
      });
  });
  const worn = new Map<string, number>();
  config.sensor.forEach((one, i) => {
    known(['sensor', i, 'athlete'], one.athlete);
    if (one.athlete === undefined && names.length > 1 && config.sensor.length > 1) {
      problems.push({ path: ['sensor', i], message: `whose is it? Add athlete = "…"` });
      return;
    }
    const place = `${one.athlete ?? names[0]} ${one.role}`;
    const other = worn.get(place);
    if (other !== undefined) {
      problems.push({
        path: ['sensor', i, 'role'],
        message: `sensor ${other + 1} already is the ${one.role} sensor of this athlete`,
      });
    }
    worn.set(place, i);
    if (one.id === undefined && config.sensor.filter((s) => s.driver === one.driver).length > 1) {
      problems.push({ path: ['sensor', i], message: 'with several sensors of a kind each needs its id' });
    }
  });
  config.notify.forEach((one, i) => {
    known(['notify', i, 'athlete'], one.athlete);
    const fault = notifyFault(one);
    if (fault !== null) problems.push({ path: ['notify', i, fault[0]], message: fault[1] });
  });
  for (const [amber, red] of [
    ['velocity_loss_amber_pct', 'velocity_loss_red_pct'],
    ['speed_drop_amber_pct', 'speed_drop_red_pct'],
  ] as const) {
    const low = config.alerts[amber];
    const high = config.alerts[red];
    if (low !== undefined && high !== undefined && low > high)
      problems.push({ path: ['alerts', amber], message: `must not be above ${red} (${high})` });
  }
  return problems;
};
