import { type Example, examples } from '../../shared/contract/example.ts';
import { basePath } from '../../shared/contract/openapi.ts';
import { operations } from '../../shared/contract/routes.ts';
import type { Found } from './found.ts';

/** What would end the things that the story has made. */
const ends = [
  ...['captureRedemption', 'returnRedemption', 'releaseRedemption', 'confirmPurchase', 'returnPurchase'],
  ...['cancelByKey', 'claimBasket', 'transferWallet', 'closeWallet', 'rotateKey', 'revokeKey'],
  ...['cancelCampaign', 'optOut', 'leaveAudience'],
];
/** Enough of everything that generated requests do not find all of it ended. */
const more = 6;

type Ids = ReadonlyMap<string, readonly string[]>;
export type Played = {
  readonly till: string;
  /** The contract's examples, now true of this stack. */
  readonly told: (text: string) => string;
  /** Makes more of everything; answers the ids that exist, by prefix. Keys are none that is in use. */
  readonly playMore: (round: string) => Promise<Ids>;
  readonly endedAt: string;
};

/** Plays the story of the examples on a stack, without its endings. */
export async function playStory({ apiUrl, operatorToken }: Found): Promise<Played> {
  const ids = new Map<string, string[]>();
  const renamed: [string, string][] = [];
  const told = (text: string) => renamed.reduce((now, [from, to]) => now.replaceAll(from, to), text);
  const credentials = { operator: operatorToken, till: '' };

  async function send({ operationId, as, now, params = {}, query = {}, idempotencyKey, body }: Example) {
    const { method, path } = operations.find((one) => one.operationId === operationId)!;
    const filled = path.slice(basePath.length).replace(/\{(\w+)\}/g, (_, name) => params[name]!);
    const headers = {
      'Boucle-Now': now,
      ...(as ? { Authorization: `Bearer ${credentials[as]}` } : {}),
      ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answered = await fetch(`${apiUrl}${filled}?${new URLSearchParams(query)}`, sent);
    const text = await answered.text();
    if (!answered.ok) throw new Error(`${operationId}: ${answered.status} ${text}`);
    const answer = text === '' ? {} : JSON.parse(text);
    if (operationId === 'createKey') credentials.till ||= answer.secret;
    const prefix = /^([a-z]+)_/.exec(answer.id ?? '')?.[1];
    if (prefix) ids.set(prefix, [...new Set([...(ids.get(prefix) ?? []), answer.id])]);
    return answer;
  }

  const played = examples.filter(({ operationId }) => !ends.includes(operationId));
  for (const example of played) {
    const answer = await send(JSON.parse(told(JSON.stringify(example))));
    for (const name of ['id', 'claimCode'] as const) {
      const written = (example.answer as Partial<Record<typeof name, string>> | undefined)?.[name];
      if (written && written !== answer[name]) renamed.push([written, answer[name]]);
    }
  }
  const endedAt = played.at(-1)!.now;
  ids.delete('key');
  const { till } = credentials;

  async function playMore(round: string): Promise<Ids> {
    const written = (operationId: string) => examples.find((one) => one.operationId === operationId)!.body!;
    for (let at = 0; at < more; at += 1) {
      const key = `${round}-${at}`;
      const ask = (operationId: string, as: 'operator' | 'till', body: object) =>
        send({ operationId, says: '', as, now: endedAt, idempotencyKey: `${operationId}-${key}`, body });
      const { id: walletId } = await ask('openWallet', 'till', {});
      await ask('adjust', 'operator', { walletId, asset: 'cashback', amountMinor: 1_000_000, reason: 'goodwill' });
      await ask('recordPurchase', 'till', { walletId, receiptNumber: key, amountMinor: 90_000 });
      await ask('redeem', 'till', { walletId, amountMinor: 5_000, capture: at % 2 === 0 });
      for (const one of ['draftRuleset', 'draftCampaign', 'createKey']) await ask(one, 'operator', written(one));
    }
    return ids;
  }
  return { till, told, playMore, endedAt };
}
