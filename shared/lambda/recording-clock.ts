import { readInstant } from '../contract/field.ts';
import type { Clock } from '../store/port.ts';
import { malformed, problem } from './problem.ts';

export const clockHeader = 'Boucle-Now';

/** The clock of one request: in a sandbox `Boucle-Now` sets the time of recording, anywhere else it is refused. */
export function recordingClock(machine: Clock, header: string | undefined, sandbox: boolean): Clock {
  if (header === undefined) return machine;
  if (!sandbox) throw problem('clock-not-allowed', { errors: [{ header: clockHeader, code: 'not-allowed' }] });
  const read = readInstant(header);
  if ('code' in read) throw malformed([{ header: clockHeader, code: read.code }]);
  return { ...machine, recording: () => read.at };
}

/** The wallet's newest entry is later than the time that the request named, or did not name. */
export const clockBehind = () =>
  problem('clock-before-last-entry', { errors: [{ header: clockHeader, code: 'out-of-range' }] });

/** This machine's own clock. */
export const machineClock: Clock = {
  machine: () => Date.now(),
  recording: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => Math.random(),
};
