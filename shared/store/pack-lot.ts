import type { Asset } from '../domain/asset.ts';
import type { Credit } from '../domain/effects.ts';
import type { Availability, Expiry, FundingShare, Lot, LotMovement } from '../domain/lot.ts';
import { wholeBps } from '../domain/money.ts';
import { as, int, list, oneOf, type Packing, row, text } from './pack.ts';

export const asset = oneOf<Asset>({ cashback: 'c', prepaid: 'p', gift: 'g', sponsor: 's', points: 't' });

/** `who*bps+who*bps`; a single funder is just its slug. */
const shares: Packing<readonly FundingShare[]> = list('+', {
  write: ({ who, shareBps }) => (shareBps === wholeBps ? text.write(who) : `${text.write(who)}*${int.write(shareBps)}`),
  read: (packed) => {
    const [who = '', bps] = packed.split('*');
    return { who: text.read(who), shareBps: bps === undefined ? wholeBps : int.read(bps) };
  },
});

/** A time, `=r` or `=c` before it when an event releases it first and its day releases or cancels it. */
export const availability: Packing<Availability> = {
  write: (value) => {
    if (value.kind === 'available') return '';
    return `${value.kind === 'from' ? '' : value.otherwise === 'release' ? '=r' : '=c'}${int.write(value.at)}`;
  },
  read: (packed) => {
    if (packed === '') return { kind: 'available' };
    if (!packed.startsWith('=')) return { kind: 'from', at: int.read(packed) };
    return { kind: 'event', at: int.read(packed.slice(2)), otherwise: packed[1] === 'r' ? 'release' : 'cancel' };
  },
};

/** A time, or `=` and months. */
export const expiry: Packing<Expiry> = {
  write: (value) =>
    value.kind === 'never' ? '' : value.kind === 'at' ? int.write(value.at) : `=${int.write(value.months)}`,
  read: (packed) => {
    if (packed === '') return { kind: 'never' };
    return packed.startsWith('=')
      ? { kind: 'idle', months: int.read(packed.slice(1)) }
      : { kind: 'at', at: int.read(packed) };
  },
};

type Written<T> = Omit<T, 'funding'> & { readonly funding: string };
const noFunding = '=';

/** Funding is usually the whole of the lot's origin: '' then; `=` for none. */
const fundingOf = (originId: string, funding: readonly FundingShare[]) => {
  if (funding.length === 0) return noFunding;
  return funding.length === 1 && funding[0]!.who === originId && funding[0]!.shareBps === wholeBps
    ? ''
    : shares.write(funding);
};
const fundingFrom = (originId: string, packed: string) => {
  if (packed === noFunding) return [];
  return packed === '' ? [{ who: originId, shareBps: wholeBps }] : shares.read(packed);
};
const raw: Packing<string> = { write: (value) => value, read: (packed) => packed };

/** Terms are written as they are but for the funding. */
const withFunding = <T extends { originId: string; funding: readonly FundingShare[] }>(
  packing: Packing<Written<T>>,
): Packing<T> =>
  as(
    packing,
    (value) => ({ ...value, funding: fundingOf(value.originId, value.funding) }),
    (value) => ({ ...value, funding: fundingFrom(value.originId, value.funding) }) as unknown as T,
  );

export const lots = list(
  ';',
  withFunding<Lot>(
    row(',', { id: text, asset, remainingMinor: int, originId: text, funding: raw, scope: text, availability, expiry }),
  ),
);

export const movements = list(
  ';',
  withFunding<LotMovement>(
    row(',', { lotId: text, asset, amountMinor: int, originId: text, funding: raw, scope: text, availability, expiry }),
  ),
);

export const credits = list(
  ';',
  withFunding<Credit>(
    row(',', {
      lotId: text,
      asset,
      amountMinor: int,
      originId: text,
      ruleId: text,
      repaidMinor: int,
      funding: raw,
      scope: text,
      availability,
      expiry,
    }),
  ),
);
