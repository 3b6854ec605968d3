/** Tells the local network that the page is here, as `beltline.local`. A convenience, which must never be missed. */
import { Bonjour } from 'bonjour-service';
import { MDNS_NAME } from './names.ts';

export interface Announcement {
  stop(): void;
}

export const announce = (port: number): Announcement | null => {
  try {
    // Errors come later and again and again where there is no network; there is nothing to be done about them.
    const bonjour = new Bonjour({}, () => {});
    bonjour.publish({ name: 'Beltline', host: MDNS_NAME, type: 'http', port });
    return { stop: () => bonjour.destroy() };
  } catch {
    return null;
  }
};
