/** The language of rulesets as its grammar says it, defaults filled in. Written apart from the engine's own schema. */
export type Keys = Readonly<
  Partial<
    Record<'sku' | 'set' | 'brand' | 'category' | 'attribute' | 'merchant' | 'sector', string | readonly string[]>
  >
>;
export type Scope = Keys & { readonly not?: Keys | undefined };

export type Window = 'ever' | 'day' | 'week' | 'month' | 'year';
type Turned = { readonly not: boolean };

export type Condition = Turned &
  (
    | { readonly kind: 'dates'; readonly from?: string | undefined; readonly to?: string | undefined }
    | {
        readonly kind: 'hours';
        readonly days?: readonly string[] | undefined;
        readonly from: string;
        readonly to: string;
      }
    | { readonly kind: 'channel'; readonly in: readonly string[] }
    | {
        readonly kind: 'basket';
        readonly of: 'total' | 'scope';
        readonly minMinor?: number | undefined;
        readonly minQuantity?: number | undefined;
      }
  );

export type Effect =
  | { readonly kind: 'rate'; readonly rateBps: number }
  | { readonly kind: 'points'; readonly points: number; readonly perMinor: number }
  | {
      readonly kind: 'fixed';
      readonly amountMinor: number;
      readonly per: 'receipt' | 'unit';
      readonly maxUnits?: number | undefined;
    }
  | { readonly kind: 'multiply'; readonly group: string; readonly factorBps: number };

export type Who = 'merchant' | 'operator' | { readonly merchant: string } | { readonly sponsor: string };
export type Funder = Who | readonly { readonly who: Who; readonly shareBps: number }[];

export type Pending =
  | { readonly mode: 'instant' }
  | { readonly mode: 'delay'; readonly days: number }
  | { readonly mode: 'onEvent'; readonly maxDays: number; readonly then: 'release' | 'cancel' };
export type Expiry =
  | { readonly mode: 'never' }
  | {
      readonly mode: 'duration';
      readonly months?: number | undefined;
      readonly days?: number | undefined;
      readonly endOf?: 'month' | undefined;
    }
  | { readonly mode: 'fixedDate'; readonly monthDay: string; readonly minDays: number }
  | { readonly mode: 'inactivity'; readonly months: number };

export type Rule = {
  readonly id: string;
  readonly on: 'purchase' | 'enrolment';
  readonly scope: Scope;
  readonly when: readonly Condition[];
  readonly effect: Effect;
  readonly asset: string;
  readonly group: string;
  readonly priority: number;
  readonly funder: Funder;
  readonly credit?: Pending | undefined;
  readonly expiry?: Expiry | undefined;
};

export type Stacking = 'mostSpecific' | 'best' | 'sum' | 'exclusive' | 'multiply';
export type Group = { readonly order: number; readonly stacking: Stacking };
type Mode = 'halfUp' | 'halfEven' | 'floor';
type Stage = 'receipt' | 'line';

export type Settings = {
  readonly timeZone: string;
  readonly accrualBase: 'netOfWallet' | 'gross';
  readonly tax: 'incl' | 'excl';
  readonly nonEarningTenders: readonly string[];
  readonly rounding: {
    readonly mode: Mode;
    readonly stage: Stage;
    readonly assets: Readonly<
      Partial<Record<string, { readonly mode?: Mode | undefined; readonly stage?: Stage | undefined }>>
    >;
  };
  readonly pending: Pending;
  readonly expiry: Readonly<Partial<Record<string, Expiry>>>;
};

export type Override = {
  readonly accrualBase?: Settings['accrualBase'] | undefined;
  readonly tax?: Settings['tax'] | undefined;
  readonly pending?: Pending | undefined;
  readonly categories?: Readonly<Record<string, string>> | undefined;
};

export type Document = {
  readonly settings: Settings;
  readonly merchants: Readonly<Record<string, Override>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly Rule[];
  readonly groups: Readonly<Record<string, Group>>;
  readonly exclusions: readonly { readonly scope: Scope }[];
};
