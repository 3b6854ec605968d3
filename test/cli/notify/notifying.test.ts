import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { PHONE_KINDS } from '../../../src/alerts/phone/destination.ts';
import type { PlannedDestination } from '../../../src/cli/notify/destinations.ts';
import { startNotifying } from '../../../src/cli/notify/notifying.ts';
import type { LifterOutput } from '../../../src/cli/session/inputs.ts';
import { likeNtfy, servePhones } from '../../alerts/phone/fake-phone.ts';
import { cueOf, LUMBAR, ntfyAt } from '../../alerts/phone/notices.ts';

const serve = servePhones();

const planned = (url: string, other: Partial<PlannedDestination['wanted']> = {}): PlannedDestination => ({
  name: 'ntfy at home',
  destination: ntfyAt(url),
  wanted: { kinds: PHONE_KINDS, severity: 'amber', athlete: null, ...other },
});

const cueTold = (cue: typeof LUMBAR): LifterOutput => ({ type: 'cue', atS: cue.atS, cue });

const startWith = (destinations: readonly PlannedDestination[], more: { readonly graceMs?: number } = {}) => {
  const notes: string[] = [];
  const options = {
    simulated: true,
    ...more,
    nowS: () => 10.5,
    note: (text: string) => void notes.push(text),
  };
  const notifying = startNotifying({ destinations, ...options });
  const tell = (athlete: string, output: LifterOutput): void => notifying.told({ athlete, atS: 10, output });
  return { notifying, notes, tell };
};

const start = (...destinations: readonly PlannedDestination[]) => startWith(destinations);

describe('phones of a session', () => {
  it('get cues and nothing else, each what it wants', async () => {
    const [all, backOnly] = [await serve(likeNtfy(null)), await serve(likeNtfy(null))];
    const { notifying, notes, tell } = start(planned(all.url), planned(backOnly.url, { kinds: ['lumbar'] }));
    tell('anna', { type: 'monitoring', atS: 1, state: 'not-monitoring' });
    tell('anna', cueTold(cueOf({ kind: 'hips-first' }, 'amber')));
    tell('anna', cueTold(LUMBAR));
    await notifying.close();
    expect(all.received.map(({ body }) => body['title'])).toEqual([
      '(simulated) hips rose before the bar',
      '(simulated) lower back gave way',
    ]);
    expect(backOnly.received).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  it('are told who wears the belt now', async () => {
    const ntfy = await serve(likeNtfy(null));
    const { notifying, tell } = start(planned(ntfy.url, { athlete: 'ben' }));
    tell('anna', cueTold(LUMBAR));
    notifying.command('anna', { type: 'load', loadKg: 100 });
    notifying.command('anna', { type: 'athlete', athlete: 'ben' });
    tell('anna', cueTold(LUMBAR));
    await notifying.close();
    expect(ntfy.received.map(({ body }) => body['message'])).toEqual(['ben, set 2, rep 3']);
  });

  it('are said to be unreachable once, and to be back once', async () => {
    const statuses = [404, 404, 200, 200];
    const ntfy = await serve((_, response) => void response.writeHead(statuses.shift() ?? 200).end());
    const { notifying, notes, tell } = start(planned(ntfy.url));
    for (let i = 0; i < 4; i += 1) tell('anna', cueTold(LUMBAR));
    await notifying.close();
    expect(notes).toEqual([
      'Warnings do not get through to ntfy at home: 404, there is nothing at this address. The belt warns as ever.',
      'Warnings get through to ntfy at home again.',
    ]);
  });

  it('are not told in the same breath as the signal', async () => {
    const ntfy = await serve(likeNtfy(null));
    const fetches = vi.spyOn(globalThis, 'fetch');
    const { notifying, tell } = start(planned(ntfy.url));
    tell('anna', cueTold(LUMBAR));
    expect(fetches).not.toHaveBeenCalled();
    await notifying.close();
    expect(fetches).toHaveBeenCalledOnce();
    fetches.mockRestore();
  });

  it('that hang do not hold up the end of the session, and are let go', async () => {
    const gone: Promise<unknown>[] = [];
    const hung = await serve((_, response) => void gone.push(once(response, 'close')));
    const { notifying, notes, tell } = startWith([planned(hung.url), planned('http://127.0.0.1:9')], {
      graceMs: 100,
    });
    tell('anna', cueTold(LUMBAR));
    await notifying.close();
    expect(gone).toHaveLength(1);
    await Promise.all(gone);
    expect(notes).toEqual([]);
  });
});
