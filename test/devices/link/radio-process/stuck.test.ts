import { it, expect } from 'vitest';
import { createHost } from '../../../../src/devices/link/radio-process/host.ts';
import type { FromHost } from '../../../../src/devices/link/radio-process/messages.ts';
import { createRadioWorld } from '../../../../src/simulator/radio/index.ts';
import { belt, QUICK, freshNoble, NOBLES } from './virtual-belt.ts';
const sleep = (ms: number) => new Promise((r) => { setTimeout(r, ms); });
it.each(NOBLES)('stuck %s', async (name) => {
  const world = createRadioWorld(); const un = world.install(); const noble = freshNoble(name); un();
  const got: FromHost[] = [];
  const host = createHost(noble, (m) => got.push(m), QUICK);
  const p = world.add(belt(1));
  await sleep(50); host.handle({ type: 'scan', on: true }); await sleep(80);
  host.handle({ type: 'scan', on: false });
  const id = 'c0ffee000001';
  p.advertise(false);
  host.handle({ type: 'connect', request: 1, id, deadlineMs: 200 });
  await sleep(50); world.adapters[0].powerOff(); world.adapters[0].powerOn();
  await sleep(200); p.advertise(true);
  for (let i = 2; i < 6; i++) { host.handle({ type: 'connect', request: i, id, deadlineMs: 200 }); await sleep(250); }
  console.log(name, JSON.stringify(got.filter(m => m.type !== 'advertisement')));
  await host.close(); world.close();
});
