/** Operations on who may do what, and IDENTIFY (SPEC 6). */
import { IDENTIFY } from '../haptics/cues.ts';
import { type Answer, type Operations, refuse } from './answer.ts';
import type { Context } from './context.ts';

const challenge = ({ auth, time }: Context): Answer => {
  const bytes = auth.challenge(time.nowMs());
  return bytes === null ? refuse('busy') : { message: 'challenge-reply', challenge: bytes };
};

const authenticate = ({ auth, time }: Context, mac: Uint8Array): Answer => {
  const verdict = auth.answer(mac, time.nowMs());
  if (verdict === 'no-challenge') return refuse('state');
  return verdict === 'right' ? { message: 'auth-reply' } : refuse('unauthorised');
};

const claim = ({ auth, isClaimable }: Context, key: Uint8Array): Answer => {
  if (!isClaimable()) return refuse('unauthorised');
  auth.claim(key);
  return { message: 'claim-reply' };
};

const identify = ({ player }: Context): Answer => {
  player.play(IDENTIFY);
  return { message: 'identify-reply' };
};

type SecurityRequests =
  'challenge-request' | 'auth-request' | 'claim-request' | 'identify-request' | 'dfu-request';

export const securityOperations = (context: Context): Operations<SecurityRequests> => ({
  'challenge-request': () => challenge(context),
  'auth-request': ({ mac }) => authenticate(context, mac),
  'claim-request': ({ key }) => claim(context, key),
  'identify-request': () => identify(context),
  // There is no boot loader behind the virtual belt, and its capability bits say so.
  'dfu-request': () => refuse('unsupported'),
});
