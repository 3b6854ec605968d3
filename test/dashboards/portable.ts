/** What a query must not contain, because InfluxDB 1.x, 2.x and 3 Core do not share it. */

/** Names in double quotes, texts and regular expressions say nothing about syntax. */
const bare = (query: string): string =>
  query
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/=~ \/.*?\$\//g, '=~ //')
    .replaceAll(/"[^"]*"/g, '""');

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\b(SLIMIT|SOFFSET|INTO|CREATE|DROP|DELETE|GRANT|REVOKE|ALTER)\b/i, 'is not in InfluxDB 3'],
  [/\b(INTEGRAL|SAMPLE|HOLT_WINTERS\w*|TOP|BOTTOM)\s*\(/i, 'is not in InfluxDB 3, or not as in 1.x'],
  [/""\s*\.|\.\s*""/, 'names a retention policy, which InfluxDB 3 does not have'],
  [/FROM \//i, 'looks for measurements by a regular expression'],
  [/::/, 'tells tags from fields by a cast'],
  [/;/, 'is more than one statement'],
  [/\btz\s*\(/i, 'names a time zone'],
  [/[|&^]/, 'computes with bits, which InfluxDB 3 cannot'],
];

/** Everything wrong with a query as it stands in a dashboard. */
export const unportable = (query: string): readonly string[] => {
  const found = REFUSED.filter(([pattern]) => pattern.test(bare(query))).map(([, why]) => why);
  const filters = query.split('$timeFilter').length - 1;
  if (filters !== 1) found.push(`has ${filters} time filters, not one`);
  if (/ AS "[^"]*,/.test(query))
    found.push('has a comma in a name, at which some versions of Grafana cut it');
  if (/\bSELECT\b/i.test(query) && !query.includes('"valid" = true'))
    found.push('reads points that were taken back');
  if (/\$\{\w+\}|\[\[/.test(query) || /\$(?!timeFilter|__interval\b)[a-z_]/i.test(query))
    found.push('uses a variable without a named format');
  return found;
};
