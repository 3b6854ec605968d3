/** The links of the page, to be read by a person and by the camera of a phone. */
import { renderUnicodeCompact } from 'uqr';
import type { OpenPage } from './open.ts';

/** No camera of a phone needs the code of a page that only this machine can open. */
const isElsewhere = (url: string): boolean =>
  !['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);

/** @param lasting links hold for later sessions too */
export const showLinks = (
  { url, viewerUrl }: Pick<OpenPage, 'url' | 'viewerUrl'>,
  lasting: boolean,
  note: (text: string) => void,
): void => {
  note(`Live page: ${url}`);
  if (isElsewhere(url)) note(renderUnicodeCompact(url, { border: 1 }));
  else note('It is served to this machine only; with --bind 0.0.0.0 a phone in your network can open it.');
  note(`Only to look, for a coach: ${viewerUrl}`);
  note(
    lasting
      ? 'Whoever has a link may use it; `beltline links` takes them back.'
      : 'Whoever has a link may use it until the session ends.',
  );
};
