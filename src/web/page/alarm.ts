/**
 * Tone and vibration of a warning: each kind has a rhythm of its own, the same as on the belt where it has one, so that it
 * is known without looking. Sound needs one tap first; browsers want it so.
 */
import type { WarningView } from '../contract.ts';

/** Milliseconds of sound, pause, sound …: what `navigator.vibrate` takes. */
type Rhythm = readonly number[];

const RHYTHMS: Readonly<Record<WarningView['kind'], { readonly hz: number; readonly rhythm: Rhythm }>> = {
  lumbar: { hz: 880, rhythm: [120, 70, 120, 70, 120] },
  'hips-first': { hz: 740, rhythm: [90, 60, 250] },
  asymmetry: { hz: 660, rhythm: [250, 60, 90] },
  'speed-drop': { hz: 520, rhythm: [350] },
  'velocity-loss': { hz: 440, rhythm: [300, 120, 300] },
  'not-monitoring': { hz: 330, rhythm: [600, 200, 600] },
  'monitoring-again': { hz: 990, rhythm: [80] },
  rule: { hz: 590, rhythm: [150, 100, 150] },
};

/** Red is louder; amber is still heard over music. */
const LOUDNESS = { none: 0.15, amber: 0.4, red: 0.9 } as const;
/** Without a soft edge a tone clicks, s. */
const EDGE_S = 0.008;

let context: AudioContext | null = null;

/** To be called from a tap. Returns whether there will be sound. */
export const switchSoundOn = async (): Promise<boolean> => {
  context ??= new AudioContext();
  await context.resume().catch(() => undefined);
  return context.state === 'running';
};

export const soundIsOn = (): boolean => context?.state === 'running';

const beep = (audio: AudioContext, hz: number, atS: number, forS: number, loudness: number): void => {
  const tone = new OscillatorNode(audio, { type: 'square', frequency: hz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, atS);
  gain.gain.linearRampToValueAtTime(loudness, atS + EDGE_S);
  gain.gain.setValueAtTime(loudness, atS + forS - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, atS + forS);
  tone.connect(gain).connect(audio.destination);
  tone.start(atS);
  tone.stop(atS + forS);
};

export const alarm = ({ kind, severity }: Pick<WarningView, 'kind' | 'severity'>): void => {
  const { hz, rhythm } = RHYTHMS[kind];
  // iOS has no vibration at all.
  if ('vibrate' in navigator) navigator.vibrate([...rhythm]);
  if (context?.state !== 'running') return;
  let atS = context.currentTime + 0.01;
  rhythm.forEach((ms, i) => {
    if (i % 2 === 0 && context !== null) beep(context, hz, atS, ms / 1000, LOUDNESS[severity]);
    atS += ms / 1000;
  });
};
