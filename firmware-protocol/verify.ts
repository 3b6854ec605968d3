/**
 * Checks SPEC, vectors and the TypeScript codec against each other: `npx tsx firmware-protocol/verify.ts`. With
 * `--write` it first adds generated vectors that are missing; it never changes one that is there.
 */
import { checkEverything } from './check/check.ts';
import { generatedVectors } from './check/generated.ts';
import { readVectors, writeVectors } from './check/vector-files.ts';

const addMissing = async (): Promise<void> => {
  for (const [codec, generated] of generatedVectors()) {
    const present = readVectors(codec);
    const missing = generated.filter(({ name }) => present.every((vector) => vector.name !== name));
    if (missing.length > 0) await writeVectors(codec, [...present, ...missing]);
    for (const { name } of missing) console.log(`+ ${codec} ${name}`);
  }
};

if (process.argv.includes('--write')) await addMissing();
const findings = checkEverything();
const faults = findings.filter(({ fault }) => fault !== null);
for (const { what, fault } of faults) console.log(`${what}\n  ${fault}`);
console.log(`${findings.length - faults.length} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 ? 0 : 1;
