/** Environment variable that tells `preload.ts` what a process finds as its radio. */
export const RADIO_VARIABLE = 'BELTLINE_VIRTUAL_RADIO';
