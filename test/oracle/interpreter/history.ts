import { isLine, type Read } from './basket.ts';
import { period, read } from './calendar.ts';
import type { Document, Scope, Window } from './language.ts';
import type { Purchase } from './purchase.ts';
import { covers, keysOf } from './scope.ts';
import type { InCampaign, Named } from './version.ts';

/** What came of an operation, as later ones look back at it. */
export type Past = {
  /** Null for the opening of the wallet. */
  readonly purchase: Purchase | null;
  readonly occurredAt: number;
  readonly basket: readonly Read[];
  /** Rules that held, with the size of their lines. */
  readonly held: Readonly<Record<string, { readonly baseMinor: number; readonly pieces: number }>>;
  /** What rules gave in the end. */
  readonly given: readonly { readonly named: Named; readonly amountMinor: number }[];
  /** Earlier purchases that served a reward of a rule, by `<rule> <place of the condition>`; numbered from 0. */
  readonly served: Readonly<Record<string, number>>;
};

/** A wallet is all that happened to it: no counters are kept, whatever is asked is counted again. */
export type Wallet = {
  readonly id: string;
  readonly optIns: readonly string[];
  readonly audiences: readonly string[];
  readonly past: readonly Past[];
};

/** Whether a purchase was in a scope. Chosen: by its lines where the scope looks at lines, else by its place. */
export function wasThere({ sets }: Document, { purchase, basket }: Past, scope: Scope): boolean {
  if (!purchase) return false;
  const byLine = [...keysOf(scope), ...keysOf(scope.not ?? {})].some((key) => key !== 'merchant' && key !== 'sector');
  if (!byLine) return covers(scope, purchase.lines[0]!, purchase, sets);
  return basket.some((each) => isLine(each) && each.out !== 'kind' && covers(scope, each.line, purchase, sets));
}

/** Whether two moments are in one local period; a campaign's is the campaign itself. */
export function samePeriod(zone: string, window: Window, a: number, b: number, of: InCampaign | null): boolean {
  if (window === 'ever') return true;
  if (window === 'campaign') return !of || (of.campaign.startsAt <= a && a < of.campaign.endsAt);
  return period(window, read(zone, a).day).first === period(window, read(zone, b).day).first;
}
