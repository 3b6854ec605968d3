/** A virtual lifter wearing a virtual belt: recordings with a known truth. */
export { makeLifter, type VirtualLifter } from './lifter.ts';
export { SCENARIOS, type ScenarioName } from './scenario.ts';
export { film, simulate, type SessionFilm, type SimulateOptions, type VirtualSession } from './session.ts';
export type { RepTruth } from './truth.ts';
export { csvLines, toCsv } from './csv.ts';
