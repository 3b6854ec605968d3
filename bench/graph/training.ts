/** The recording the graph bench runs: a training session of the virtual lifter, as long as wanted. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { csvLines, makeLifter, simulate } from '../../src/simulator/index.ts';

const LINES_PER_WRITE = 2000;

/**
 * A training session, again and again until `seconds` are full. The lifter stands at both ends and the clip stays as
 * it is, so that the seam is no event.
 */
const longTraining = (seconds: number): SampleBatch => {
  const { belt, sampleRateHz } = simulate({
    lifter: makeLifter(9001),
    scenario: 'training-session',
    seed: 1,
    quietStart: true,
  });
  const lastS = belt.timeS[belt.count - 1] - belt.timeS[0] + 1 / sampleRateHz;
  const rounds = Math.ceil(seconds / lastS);
  const timeS = new Float64Array(rounds * belt.count);
  const imu = new Float64Array(rounds * belt.count * IMU_WIDTH);
  for (let round = 0; round < rounds; round += 1) {
    const from = round * belt.count;
    for (let i = 0; i < belt.count; i += 1) timeS[from + i] = belt.timeS[i] + round * lastS;
    imu.set(belt.imu.subarray(0, belt.count * IMU_WIDTH), from * IMU_WIDTH);
  }
  return { sensor: 'belt', count: timeS.findLastIndex((t) => t < seconds) + 1, timeS, imu };
};

function* chunks(batch: SampleBatch): Generator<string> {
  let lines: string[] = [];
  for (const line of csvLines(batch)) {
    lines.push(line);
    if (lines.length < LINES_PER_WRITE) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** Writes the recording as CSV. */
export const writeTraining = (file: string, seconds: number): Promise<void> =>
  pipeline(Readable.from(chunks(longTraining(seconds))), createWriteStream(file));
