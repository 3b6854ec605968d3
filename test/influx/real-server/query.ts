/** InfluxQL over HTTP, as InfluxDB 1.x answers it. */

/** One series of an answer. Times are whole µs unless the query says otherwise. */
export interface Series {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}

/** Statements that change something want `POST`. Resolves with the series of the statement, throws on its error. */
export type Query = (influxql: string, method?: 'GET' | 'POST') => Promise<readonly Series[]>;

interface Answer {
  readonly error?: string;
  readonly results?: readonly { readonly error?: string; readonly series?: readonly Series[] }[];
}

export const queryAt =
  (url: string, db: string): Query =>
  async (influxql, method = 'GET') => {
    const parameters = new URLSearchParams({ db, epoch: 'u', q: influxql });
    const response = await fetch(`${url}/query?${parameters.toString()}`, { method });
    const answer: Answer = JSON.parse(await response.text());
    const error = answer.error ?? answer.results?.find((one) => one.error !== undefined)?.error;
    if (error !== undefined) throw new Error(`${influxql}: ${error}`);
    return answer.results?.flatMap((one) => one.series ?? []) ?? [];
  };
