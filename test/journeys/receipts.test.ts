import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReceiptDuplicated } from '../../shared/contract/domain-event.ts';
import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import { aMall } from '../functions/mall.ts';
import { listenTo } from '../support/bus-listener.ts';
import { deployedStack } from '../support/over-http.ts';
import { noTable } from './no-table.ts';

const secondsMax = 30;

test('a receipt on two wallets is told to who listens to the bus, and is found without a wallet, within seconds', async () => {
  const mall = await aMall(noTable, { zara: 'fashion' });
  const { awsEndpoint, busName } = deployedStack();
  const listener = await listenTo(awsEndpoint, busName, `receipts-${mall.key()}`, ['receipt.duplicated']);
  const receiptNumber = `R-${Date.now()}`;
  const buy = async () => {
    const body = { walletId: await mall.openWallet(), receiptNumber, tillId: 'T1', amountMinor: 1_000 };
    const bought = await mall.buy('zara', body);
    expect(bought.status).toBe(201);
    return bought.body;
  };
  const [one, two] = [await buy(), await buy()];
  const boughtAt = Date.now();
  const [heard] = await listener.until(1, secondsMax * 1_000);
  const toldMs = Date.now() - boughtAt;
  const event = heard!.detail;
  expect(ReceiptDuplicated.safeParse(event).error).toBeUndefined();
  expect(event).toMatchObject({
    id: expect.stringMatching(/^evt_/),
    data: { merchantId: 'zara', tillId: 'T1', receiptNumber, purchaseIds: [one.id, two.id] },
  });

  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(one.occurredAt));
  const query = new URLSearchParams({ receiptNumber, tillId: 'T1', date }).toString();
  let found = await mall.send(FindPurchase, { as: mall.keys.zara!, query });
  for (let second = 0; second < secondsMax && found.status === 404; second += 1) {
    await sleep(1_000);
    found = await mall.send(FindPurchase, { as: mall.keys.zara!, query });
  }
  expect([found.status, found.body.id]).toEqual([200, one.id]);
  console.log(`receipt.duplicated after ${toldMs} ms`);
});
