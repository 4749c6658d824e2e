import { knownThings } from './ask-something.ts';
import { count, type Tally } from './tally.ts';
import { till } from './till.ts';
import { world } from './world.ts';

const walletsAtFirst = 8;
const tills = 16;

/** One world from its first wallet to its closed books; a digest of its history. Throws at the first cent that is off. */
export async function runWorld(seed: number, operations: number, tally: Tally): Promise<string> {
  const one = world(seed, tally);
  const walletIds = Array.from({ length: walletsAtFirst }, (_, at) => `wal_${at + 1}`);
  const watch = (work: Promise<unknown>) => work.catch(one.fail);
  for (const walletId of walletIds) {
    const intent = () => {
      throw new Error('opening has its own way to the ledger');
    };
    const ask = { name: 'open', walletId, operation: 'open' as const, body: {}, intent };
    void watch(openSurely(one, { ask, callerId: 'key_a', key: walletId, at: one.now() }));
  }
  const known = knownThings(walletIds);
  for (let nth = 0; nth < tills; nth += 1) {
    const share = Math.floor(operations / tills) + (nth < operations % tills ? 1 : 0);
    void watch(one.sleep(60_000).then(() => till(one, known, `t${nth}`, share, tally)));
  }
  await one.close();
  count(tally, 'worlds');
  return one.digest();
}

async function openSurely(one: ReturnType<typeof world>, asked: Parameters<ReturnType<typeof world>['send']>[0]) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await one.send(asked)).kind === 'accepted') return;
    await one.sleep(100);
  }
  throw new Error('a wallet could not be opened');
}
