import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { cancellationOf, confirmationOf, returnOf, returnOfRedemption } from './aftermath.ts';
import type { Ask } from './ask.ts';
import { adjustment, statusChange, transferOf } from './desk.ts';
import { merchants } from './ruleset.ts';
import { captureOf, purchase, redemption, releaseOf, type Sale } from './sales.ts';
import type { Answered, World } from './world.ts';

/** What a till's choice turns on. */
export type Choosing = Pick<World, 'random' | 'pick' | 'house' | 'now' | 'hoards'>;
type PurchaseEntry = Entry & { readonly event: Purchased };
/** Things remembered of each kind; a till refers to what happened lately. */
const rememberedMax = 40;

/** What tills have learnt from answers, to refer to. */
export function knownThings(walletIds: readonly string[]) {
  const purchases: { walletId: string; purchase: PurchaseEntry }[] = [];
  const holds: { walletId: string; hold: number }[] = [];
  const redemptions: { walletId: string; redemption: number }[] = [];
  const keys: { walletId: string; callerId: string; key: string }[] = [];
  const receipts: { walletId: string; merchantId: string; receiptNumber: string }[] = [];
  const wallets = [...walletIds];
  let opened = walletIds.length;
  const remember = <T>(list: T[], thing: T) => {
    list.push(thing);
    if (list.length > rememberedMax) list.shift();
  };
  function learn({ walletId }: Ask, callerId: string, key: string, answered: Answered): void {
    if (answered.kind !== 'accepted') return;
    const { entry } = answered;
    const { sequence, event } = entry;
    remember(keys, { walletId, callerId, key });
    if (event.kind === 'opened') wallets.push(walletId);
    if (event.kind === 'purchased') {
      remember(purchases, { walletId, purchase: entry as PurchaseEntry });
      remember(receipts, { walletId, merchantId: event.merchantId, receiptNumber: event.receiptNumber });
    }
    if (event.kind === 'held') {
      remember(holds, { walletId, hold: sequence });
      remember(redemptions, { walletId, redemption: sequence });
    }
    if (event.kind === 'redeemed') remember(redemptions, { walletId, redemption: sequence });
    // A closed wallet makes room for another, but stays to be asked about now and then.
    if (event.kind === 'transferred-out' || event.kind === 'closed') wallets.splice(wallets.indexOf(walletId), 1);
  }
  const nextWallet = () => {
    opened += 1;
    return `wal_${opened}`;
  };
  return { purchases, holds, redemptions, keys, receipts, wallets, learn, nextWallet };
}
export type Known = ReturnType<typeof knownThings>;

/** The next thing a till asks for: mostly sales, of everything something, also what cannot be. */
export function askSomething(world: Choosing, known: Known, callerId: string): Ask {
  const { random, pick, house, now } = world;
  // The first wallets are where everybody meets.
  const walletId =
    random() < 0.5 ? known.wallets[Math.floor(random() * 3) % known.wallets.length]! : pick(known.wallets);
  const merchantId = pick(merchants);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const sale = (more: Partial<Sale>): Ask =>
    purchase(house, {
      walletId,
      merchantId,
      receiptNumber: `R${Math.floor(random() * 1e9)}`,
      occurredAt: null,
      amounts: Array.from({ length: upTo(3) }, () => upTo(6_000)),
      tenderMinor: 0,
      pay: 'none',
      ...more,
    });
  const redeeming = {
    walletId,
    merchantId,
    asset: pick(['cashback', 'cashback', 'cashback', 'gift', 'points'] as const),
  };
  const basketMinor = random() < 0.5 ? upTo(2_000) : null;
  const bought = known.purchases.length > 0 ? pick(known.purchases) : undefined;
  const held = known.holds.length > 0 ? pick(known.holds) : undefined;
  const redeemed = known.redemptions.length > 0 ? pick(known.redemptions) : undefined;

  const longHold = () =>
    redemption(house, {
      ...redeeming,
      walletId: known.wallets[0]!,
      merchantId: 'zara',
      asset: 'points',
      amountMinor: 1,
      basketMinor: 5_000,
      holdSeconds: 500_000,
    });
  // A wallet that only collects comes to know the ends of its lists.
  if (world.hoards && random() < 0.9) return random() < 0.9 ? sale({ walletId: known.wallets[0]! }) : longHold();
  const choices: [number, () => Ask | undefined][] = [
    [28, () => sale({})],
    [5, () => sale({ pay: 'max' })],
    [10, () => sale({ pay: upTo(150), tenderMinor: random() < 0.1 ? upTo(6_000) : 0 })],
    [2, () => sale({ amounts: [upTo(60_000)] })],
    [5, () => sale({ occurredAt: Math.floor(now() - random() * 8 * dayMs) })],
    [3, () => (known.receipts.length > 0 ? sale({ ...pick(known.receipts) }) : undefined)],
    [4, () => redeemed && sale({ walletId: redeemed.walletId, pay: { redemption: redeemed.redemption } })],
    [8, () => redemption(house, { ...redeeming, amountMinor: upTo(120), basketMinor, holdSeconds: null })],
    [1, () => redemption(house, { ...redeeming, amountMinor: 'max', basketMinor, holdSeconds: null })],
    [
      10,
      () => redemption(house, { ...redeeming, amountMinor: upTo(60), basketMinor: 5_000, holdSeconds: upTo(3_000) }),
    ],
    [3, longHold],
    [7, () => held && captureOf({ ...held, amountMinor: random() < 0.5 ? null : upTo(80) })],
    [3, () => held && releaseOf(held)],
    [4, () => bought && returnOf(house, bought, { kind: 'amount', amountMinor: upTo(3_000) })],
    [
      3,
      () => bought && returnOf(house, bought, { kind: 'lines', lines: [{ index: 0, quantity: 1, amountMinor: null }] }),
    ],
    [2, () => bought && returnOf(house, bought, { kind: 'all' })],
    [2, () => redeemed && returnOfRedemption(house, { ...redeemed, amountMinor: upTo(100) })],
    [2, () => bought && confirmationOf(bought)],
    [2, () => cancelSomething(world, known, callerId)],
    [0.4, () => statusChange(walletId, 'block')],
    [4, () => statusChange(walletId, 'unblock')],
    [1, () => statusChange(walletId, 'close')],
    [2, () => adjustment(walletId, pick(['cashback', 'gift']), upTo(500), random() < 0.5 ? 400 : null)],
    [2, () => adjustment(walletId, pick(['cashback', 'gift']), -upTo(500), null)],
    [1, () => transferSomewhere(world, known, walletId)],
    [1, () => opening(known)],
  ];
  for (;;) {
    const asked = weighted(choices, random)();
    if (asked) return asked;
  }
}

function weighted<T>(choices: readonly (readonly [number, T])[], random: () => number): T {
  let left = random() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return choices.at(-1)![1];
}

/** Of its own keys one that was answered, or one that nobody has sent. */
function cancelSomething({ pick, house, random }: Choosing, known: Known, callerId: string): Ask | undefined {
  const own = known.keys.filter((one) => one.callerId === callerId);
  if (own.length === 0) return undefined;
  const { walletId, key } = pick(own);
  return cancellationOf(house, walletId, callerId, random() < 0.8 ? key : `${key}-never-sent`);
}

function transferSomewhere({ pick, house }: Choosing, known: Known, walletId: string): Ask | undefined {
  const toWalletId = pick(known.wallets);
  return toWalletId === walletId || known.wallets.length < 4
    ? undefined
    : transferOf(walletId, toWalletId, house.ceilingMinor);
}

const opening = (known: Known): Ask => ({
  name: 'open',
  walletId: known.nextWallet(),
  operation: 'open',
  body: {},
  intent: () => {
    throw new Error('opening has its own way to the ledger');
  },
});
