/** Lifters who wear virtual belts on a virtual radio, in this process or in that of noble. */
export type { Action } from './actions.ts';
export { type BeltConfigInput, parseWorldConfig, type WorldConfig, type WorldConfigInput } from './config.ts';
export { type FromWorld, monotonicMs } from './messages.ts';
export { worldProcess, type WorldProcessOptions } from './preloading.ts';
export { createProgramme, type Programme, type ProgrammePart } from './programme.ts';
export { listenToWorld, type RemoteWorld } from './remote.ts';
export { type BeltSummary, summarise, type TakenRange } from './summary.ts';
export { createVirtualWorld, type VirtualWorld, type WornBelt } from './virtual-world.ts';
