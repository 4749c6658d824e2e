import type {
  Clawback,
  Event,
  EventKind,
  Place,
  Repaid,
  ReturnedLine,
  ReturnedSoFar,
  StayingReward,
} from '../domain/event.ts';
import type { Granted, Stay } from '../domain/granted.ts';
import type { PurchaseLine, Tender } from '../domain/purchase-line.ts';
import { flag, int, intOrNull, list, oneOf, type Packing, row, text } from './pack.ts';
import { asset } from './pack-lot.ts';

const channel = oneOf<Place['channel']>({ store: '', web: 'w', click_collect: 'c', app: 'a' });

const line = row<PurchaseLine>(',', {
  amountMinor: int,
  sku: text,
  category: text,
  brand: text,
  quantity: {
    write: (value) => (value === 1 ? '' : int.write(value)),
    read: (packed) => (packed === '' ? 1 : int.read(packed)),
  },
  kind: oneOf({ item: '', service: 's', shipping: 'h', discount: 'd', tip: 't', deposit: 'p', storedValue: 'v' }),
  unit: oneOf({ piece: '', g: 'g', ml: 'l', mm: 'm' }),
  taxMinor: int,
  attributes: list('+', text),
});
const tenderKind = oneOf<Tender['kind']>({
  card: '',
  cash: 'c',
  mealVoucher: 'm',
  giftCard: 'g',
  otherWallet: 'w',
  other: 'o',
});
const tenders = list(';', row<Tender>(',', { amountMinor: int, kind: tenderKind }));
const grants = list(';', row<Granted>(',', { limitId: text, quantity: int, besides: int }));
const taken = { reward: text, takenFrom: list('+', row('~', { lotId: text, amountMinor: int })) };
const clawbacks = list(
  ';',
  row<Clawback>(',', { asset, fromWalletMinor: int, owedMinor: int, writtenOffMinor: int, ...taken }),
);
const returnedLines = list(';', row<ReturnedLine>(',', { index: int, quantity: int, amountMinor: int }));
const soFar = row<ReturnedSoFar>('*', {
  lines: returnedLines,
  amountMinor: int,
  walletMinor: int,
  refunded: list(';', row(',', { draw: int, amountMinor: int })),
  repaid: list(';', row<Repaid>(',', { reward: text, asset, amountMinor: int })),
  staying: list(';', row<StayingReward>(',', { reward: text, amountMinor: int })),
});
const place = { merchantId: text, storeId: text, tillId: text, receiptNumber: text, channel, occurredAt: int };
const subject = { subjectId: text };
const redemption = { ...place, basketMinor: int, rulesetVersion: int };
const holdEnd = { holdSequence: int, merchantId: text, releasedMinor: int };
const transfer = { otherWalletId: text, otherSequence: int, reason: text };
const knownOfPurchases = { purchaseCount: int, firstPurchaseAt: intOrNull, lastPurchaseAt: intOrNull };

type EventOf<K extends EventKind, E = Event> = E extends { readonly kind: infer Kind }
  ? K extends Kind
    ? E
    : never
  : never;
type Columns<K extends EventKind> = {
  readonly [F in Exclude<keyof EventOf<K>, 'kind'>]-?: Packing<EventOf<K>[F]>;
};

/** What each kind of event writes, in this order; the list of kinds reads as what can happen to a wallet. */
const columns: { readonly [K in EventKind]: Columns<K> } = {
  opened: { merchantId: text, channel, rulesetVersion: int, grants },
  purchased: {
    ...place,
    receiptDay: int,
    reference: text,
    sector: text,
    rulesetVersion: int,
    bare: flag,
    lines: list(';', line),
    tenders,
    capturedHold: int,
    takenUp: int,
    takenUpMinor: int,
    variants: list(';', text),
    grants,
  },
  redeemed: redemption,
  held: { ...redemption, holdExpiresAt: int },
  captured: holdEnd,
  released: holdEnd,
  returned: {
    of: int,
    previous: int,
    merchantId: text,
    tillId: text,
    receiptNumber: text,
    occurredAt: int,
    reason: oneOf({ customer: '', void: 'v' }),
    lines: returnedLines,
    amountMinor: int,
    walletMinor: int,
    clawbacks,
    soFar,
    grants,
    otherWalletId: text,
    otherSequence: int,
  },
  cancelled: {
    targets: list(';', int),
    clawbacks,
    ...knownOfPurchases,
    returnOf: int,
    soFar,
    grants,
    stays: list(';', row<Stay>(',', { limitId: text, quantity: int, besides: int, of: int })),
  },
  'transferred-out': transfer,
  'transferred-in': {
    ...transfer,
    ...knownOfPurchases,
    lastActiveAt: int,
    optIns: list(';', text),
    audiences: list(';', text),
  },
  carried: { otherWalletId: text, sequence: int, cancelledCount: int },
  adjusted: { asset, amountMinor: int, reason: text, ticket: text },
  blocked: {},
  unblocked: {},
  closed: {},
  settled: {},
  'opted-in': { ...subject, dropped: list(';', text) },
  'opted-out': subject,
  joined: subject,
  left: subject,
  confirmed: { of: int, merchantId: text, lotIds: list(';', text) },
};

const rows = new Map<string, Packing<object>>(
  Object.entries(columns).map(([kind, fields]) => [
    kind,
    row('|', fields as Record<string, Packing<unknown>>) as Packing<object>,
  ]),
);

/** `kind|field|field…` */
export const event: Packing<Event> = {
  write: (value) => `${value.kind}|${rowOf(value.kind).write(value)}`.replace(/\|$/, ''),
  read: (packed) => {
    const bar = packed.indexOf('|');
    const kind = bar < 0 ? packed : packed.slice(0, bar);
    return { kind, ...rowOf(kind).read(bar < 0 ? '' : packed.slice(bar + 1)) } as Event;
  },
};

function rowOf(kind: string): Packing<object> {
  const packing = rows.get(kind);
  if (!packing) throw new Error(`unknown event '${kind}'`);
  return packing;
}
