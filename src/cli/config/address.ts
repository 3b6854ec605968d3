/** Addresses of servers in `beltline.toml`. They may hold a password by mistake, so they are never repeated. */

const parsed = (address: string): URL | null => {
  try {
    return new URL(address);
  } catch {
    return null;
  }
};

/** What is wrong with an http address, `null` if nothing is. @param example for who has written none */
export const addressFault = (address: string, example: string): string | null => {
  const url = parsed(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return `must be an address that begins with http:// or https://, for example ${example}`;
  if (url.username !== '' || url.password !== '')
    return 'must hold no user and password: put "user:password" where the token goes';
  return null;
};

/** The same of the address of a server, which has nothing after its path. */
export const serverFault = (address: string, example: string): string | null => {
  const fault = addressFault(address, example);
  if (fault !== null) return fault;
  const { search, hash } = new URL(address);
  return search !== '' || hash !== '' ? 'must end before "?" and "#"' : null;
};

/** Name of an environment variable. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
