import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './client/client/index.ts';
import { cancelByKey, openWallet, type Purchase, quotePurchase, readWallet, recordPurchase } from './client/index.ts';

/** A till that sells in spite of its network, after `npm start`: `npm run till`, or `node examples/till.ts` (Node 24). */
const { apiUrl, keys } = JSON.parse(readFileSync(process.argv[2] ?? '.local/boucle.json', 'utf8'));
const sales = Number(process.argv[3] ?? 20);
/** How long a request may take, and how often it is tried: while a customer waits, and when nobody does. */
const [answerWithinMs, triesMax, patientTriesMax] = [5_000, 3, 40];
const count = { lostBefore: 0, lostAfter: 0, again: 0, cancelled: 0, toBeConfirmed: 0 };
let pulled = 0.4;

/** The network cable: when it is pulled, either the request never leaves, or its answer never comes back. */
const cable: typeof fetch = async (...request) => {
  const lost = (which: 'lostBefore' | 'lostAfter') => {
    if (Math.random() >= pulled) return;
    count[which] += 1;
    throw new TypeError('no network');
  };
  lost('lostBefore');
  const answer = await fetch(...request);
  lost('lostAfter');
  return answer;
};
const client = createClient({ baseUrl: apiUrl, auth: keys.zara, fetch: cable });
const under = (key: string) => ({
  client,
  headers: { 'Idempotency-Key': key },
  signal: AbortSignal.timeout(answerWithinMs),
});

/** Asks under one key until there is an answer; undefined: unknown, which is not the same as failed. */
async function ask<T>(call: () => Promise<{ data?: T; error?: unknown; response?: Response }>, tries: number) {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { data, error, response } = await call();
    if (data !== undefined) return data;
    const status = response?.status ?? 0;
    const isFinal = status >= 400 && status < 500 && status !== 409 && status !== 429;
    if (isFinal) throw new Error(`${status} ${(error as { code?: string }).code}`);
    count.again += 1;
    const backOffMs = Math.min(200 * 2 ** attempt, 2_000) * (0.5 + Math.random() / 2);
    await sleep(Math.max(Number(response?.headers.get('Retry-After') ?? 0) * 1_000, backOffMs));
  }
  return undefined;
}

const euros = (minor: number) => (minor / 100).toFixed(2);
let ticketsMinor = 0;

/** Prints the ticket of a purchase that is known, and adds it up. */
function print({ receiptNumber, paid, earned }: Purchase): void {
  const earnedMinor = earned.reduce((sum, one) => sum + one.amountMinor, 0);
  const figures = [paid.walletMinor, paid.otherMinor, earnedMinor].map(euros);
  ticketsMinor += earnedMinor - paid.walletMinor;
  console.log(`${receiptNumber}: wallet ${figures[0]}, to pay ${figures[1]}, earned ${figures[2]}`);
}

const openingKey = randomUUID();
const wallet = await ask(() => openWallet({ ...under(openingKey), body: {} }), patientTriesMax);
if (!wallet) throw new Error('the network is away altogether');
const toConfirm: (() => Promise<Purchase | undefined>)[] = [];

for (let at = 1; at <= sales; at += 1) {
  const lines = [{ sku: `sku-${at}`, category: 'fashion', amountMinor: 990 + 510 * (at % 7) }];
  const basket = { walletId: wallet.id, lines, ...(at % 3 === 0 ? { pay: { max: true as const } } : {}) };
  const quote = await ask(() => quotePurchase({ ...under(randomUUID()), body: basket }), triesMax);
  console.log(quote ? `  the customer sees: to pay ${euros(quote.paid.otherMinor)}` : '  no quote: the price only');
  // Made once, before anything is sent, and kept until there is an answer.
  const [key, receiptNumber] = [randomUUID(), `T-${Date.now()}-${at}`];
  const record = (tries: number) =>
    ask(() => recordPurchase({ ...under(key), body: { ...basket, receiptNumber } }), tries);
  const purchase = await record(triesMax);
  if (purchase) print(purchase);
  else if (at % 2 === 0) {
    // The customer will not wait: it never was, whether it has arrived, will arrive or not.
    const body = { walletId: wallet.id, idempotencyKey: key };
    const cancelled = await ask(() => cancelByKey({ ...under(key), body }), patientTriesMax);
    console.log(`${receiptNumber}: cancelled (${cancelled!.status}), please pay otherwise`);
    count.cancelled += 1;
  } else {
    // Neither yes nor no: no amount on the ticket, and the key is kept.
    console.log(`${receiptNumber}: to be confirmed`);
    toConfirm.push(() => record(patientTriesMax));
    count.toBeConfirmed += 1;
  }
}
pulled = 0; // The line is back: what was to be confirmed is asked again, each under its own key.
for (const again of toConfirm) print((await again())!);
const told = await ask(() => readWallet({ ...under(''), path: { id: wallet.id } }), patientTriesMax);
const balanceMinor = told!.balances.cashback?.availableMinor ?? 0;
console.log(`${JSON.stringify(count)}\nbalance ${euros(balanceMinor)}, tickets ${euros(ticketsMinor)}`);
process.exitCode = balanceMinor === ticketsMinor ? 0 : 1;
