/** The lifts Beltline knows by name. */
export const EXERCISES = [
  'conventional-deadlift',
  'sumo-deadlift',
  'romanian-deadlift',
  'good-morning',
  'squat',
  'kettlebell-swing',
  'back-extension',
  'farmers-carry',
  'plank',
] as const;
export type Exercise = (typeof EXERCISES)[number];

/** Named but not yet analysed: they have no repetitions, so they need another kind of result. */
export const EXERCISES_WITHOUT_REPS: readonly Exercise[] = ['farmers-carry', 'plank'];

/** Where the main sensor sits. */
export const PLACEMENTS = ['lumbar', 'thoracic', 'bar', 'wrist'] as const;
export type Placement = (typeof PLACEMENTS)[number];
