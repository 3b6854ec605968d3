/** The links of the page, to be read by a person and by the camera of a phone. */
import { renderUnicodeCompact } from 'uqr';
import type { OpenPage } from './open.ts';

export const showLinks = (
  { url, viewerUrl }: Pick<OpenPage, 'url' | 'viewerUrl'>,
  note: (text: string) => void,
): void => {
  note(`Live page: ${url}`);
  note(renderUnicodeCompact(url, { border: 1 }));
  note(`Only to look, for a coach: ${viewerUrl}`);
  note('Whoever has a link may use it; `beltline links` takes them back.');
};
