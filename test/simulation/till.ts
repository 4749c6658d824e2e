import { hourMs, minuteMs } from '../../shared/domain/instant.ts';
import { cancellationOf } from './aftermath.ts';
import { askSomething, type Known } from './ask-something.ts';
import type { Asked } from './request.ts';
import { count, type Tally } from './tally.ts';
import type { Answered, World } from './world.ts';

/** How often a till asks again for one answer, and how often it insists on a cancellation. */
const triesMax = 8;
const insistsMax = 60;

const isAnswer = ({ kind }: Answered) =>
  kind === 'accepted' || kind === 'refused' || kind === 'mismatch' || kind === 'receipt-used' || kind === 'not-found';

/** A till at work: asks, waits, asks again, gives up, cancels, makes mistakes, takes a break. */
export async function till(world: World, known: Known, name: string, operations: number, tally: Tally): Promise<void> {
  const { random, sleep, now } = world;
  const callerId = random() < 0.5 ? 'key_a' : 'key_b';
  for (let nth = 0; nth < operations; nth += 1) {
    const ask = askSomething(world, known, callerId);
    const asked: Asked = { ask, callerId, key: `${name}-${nth}`, at: now() };
    count(tally, 'operations');
    count(tally, `operation ${ask.name}`);
    known.learn(ask, callerId, asked.key, await insist(world, asked, tally));
    if (random() < 0.02) await askOtherwise(world, asked, tally);
    await sleep(pauseMs(random));
  }
}

/** Another request under a key that was used: whatever it hears, it does not happen (I2). */
async function askOtherwise({ send }: World, asked: Asked, tally: Tally): Promise<void> {
  count(tally, 'caller sent another body');
  await send({ ...asked, ask: { ...asked.ask, body: [asked.ask.body] }, isOther: true });
}

async function insist(world: World, asked: Asked, tally: Tally): Promise<Answered> {
  const { random, send, sleep } = world;
  let answered: Answered = { kind: 'silence' };
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    if (random() < 0.05) {
      count(tally, 'caller sent twice at once');
      void send(asked);
    }
    answered = await send(asked);
    if (isAnswer(answered)) return answered;
    if (random() < 0.1) {
      count(tally, 'caller gave up');
      return answered;
    }
    if (random() < 0.15 && asked.ask.cancels === undefined) return cancel(world, asked, tally);
    count(tally, 'caller asked again');
    await sleep(200 + random() * 2_000);
  }
  return answered;
}

/** The customer will not wait: whatever happened shall not have. */
async function cancel(world: World, asked: Asked, tally: Tally): Promise<Answered> {
  const { house, random, send, sleep, now } = world;
  count(tally, 'caller cancelled');
  const ask = cancellationOf(house, asked.ask.walletId, asked.callerId, asked.key);
  for (let attempt = 0; attempt < insistsMax; attempt += 1) {
    const answered = await send({ ask, callerId: asked.callerId, key: asked.key, at: now() });
    if (isAnswer(answered)) return { kind: 'silence' };
    await sleep(200 + random() * 2_000);
  }
  return { kind: 'silence' };
}

/** Mostly a queue of customers; sometimes nobody; sometimes the night. */
function pauseMs(random: () => number): number {
  const mood = random();
  if (mood < 0.9) return random() * 1_500;
  return mood < 0.985 ? random() * 10 * minuteMs : random() * 8 * hourMs;
}
