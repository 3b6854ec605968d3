/** A scene for the preload test: one peripheral that says `scene`. */
import type { RadioWorld } from '../../../src/simulator/radio/index.ts';

export default (world: RadioWorld): void => {
  world.add({
    address: 'c0:ff:ee:00:01:00',
    name: 'scene',
    services: [{ uuid: 'ffe5', characteristics: [] }],
  });
};
