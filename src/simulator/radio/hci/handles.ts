import type { Link } from '../link.ts';

/** Range of connection handles (Vol 4 Part E 5.4.2); controllers start where they like. */
const FIRST = 0x40;
const LAST = 0x0eff;

/** Links by the numbers under which the host knows them. */
export interface Handles {
  add(link: Link): number;
  remove(link: Link): number | null;
  link(handle: number): Link | null;
  /** `null`: not one of ours. */
  handle(link: Link): number | null;
  /** Forgets all links and returns them. */
  clear(): readonly Link[];
  links(): readonly Link[];
}

export const createHandles = (): Handles => {
  const byHandle = new Map<number, Link>();
  const byLink = new Map<Link, number>();
  let next = FIRST;
  return {
    add: (link) => {
      // A handle just freed is not used again at once: late packets must not reach the wrong link.
      while (byHandle.has(next)) next = next >= LAST ? FIRST : next + 1;
      const handle = next;
      next = handle >= LAST ? FIRST : handle + 1;
      byHandle.set(handle, link);
      byLink.set(link, handle);
      return handle;
    },
    remove: (link) => {
      const handle = byLink.get(link) ?? null;
      if (handle !== null) byHandle.delete(handle);
      byLink.delete(link);
      return handle;
    },
    link: (handle) => byHandle.get(handle) ?? null,
    handle: (link) => byLink.get(link) ?? null,
    clear: () => {
      const links = [...byLink.keys()];
      byHandle.clear();
      byLink.clear();
      return links;
    },
    links: () => [...byLink.keys()],
  };
};
