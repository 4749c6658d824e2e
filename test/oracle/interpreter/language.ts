/** The language of rulesets as its grammar says it, defaults filled in. Written apart from the engine's own schema. */
export type Keys = Readonly<
  Partial<
    Record<'sku' | 'set' | 'brand' | 'category' | 'attribute' | 'merchant' | 'sector', string | readonly string[]>
  >
>;
export type Scope = Keys & { readonly not?: Keys | undefined };

export type Window = 'campaign' | 'ever' | 'day' | 'week' | 'month' | 'year';
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
    | { readonly kind: 'channel' | 'store'; readonly in: readonly string[] }
    | {
        readonly kind: 'basket';
        readonly of: 'total' | 'scope';
        readonly minMinor?: number | undefined;
        readonly minQuantity?: number | undefined;
      }
    | {
        readonly kind: 'nth';
        readonly n: number;
        readonly every: boolean;
        readonly window: Window;
        readonly scope: Scope;
      }
    | {
        readonly kind: 'after';
        readonly scope: Scope;
        readonly withinHours?: number | undefined;
        readonly sameDay: boolean;
        readonly once: boolean;
      }
    | { readonly kind: 'absent'; readonly days: number; readonly scope: Scope }
    | { readonly kind: 'optedIn'; readonly campaignId?: string | undefined }
    | { readonly kind: 'audience'; readonly in: readonly string[] }
    | {
        readonly kind: 'paidWithWallet';
        readonly minMinor: number;
        readonly expiringWithinDays?: number | undefined;
      }
    | { readonly kind: 'any'; readonly of: readonly Condition[] }
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
  | { readonly kind: 'multiply'; readonly group: string; readonly factorBps: number }
  | {
      readonly kind: 'threshold';
      readonly of: 'spend' | 'quantity' | 'purchases' | 'merchants';
      readonly target: number;
      readonly window: Window;
      readonly amountMinor: number;
      readonly repeat: 'once' | 'each';
    };

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
  readonly caps: readonly Cap[];
};

export type Cap = {
  readonly rules?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly scope: Scope;
  readonly asset: string;
  readonly per: 'receipt' | 'member' | 'merchant' | 'all';
  readonly window: Window;
  readonly amountMinor?: number | undefined;
  readonly count?: number | undefined;
  readonly members?: number | undefined;
  readonly onLimit: 'clip' | 'skip';
};

/** In a campaign a rule's funder and asset, and a cap's asset, are the campaign's unless they are named. */
export type CampaignRule = Omit<Rule, 'funder' | 'asset'> & {
  readonly funder?: Funder | undefined;
  readonly asset?: string | undefined;
};
export type Campaign = {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly funder: Funder;
  readonly asset: string;
  readonly budgetMinor?: number | undefined;
  readonly optIn: boolean;
  readonly variants?:
    | readonly { readonly id: string; readonly shareBps: number; readonly rules: readonly CampaignRule[] }[]
    | undefined;
  readonly rules: readonly CampaignRule[];
  readonly caps: readonly (Omit<Cap, 'asset'> & { readonly asset?: string | undefined })[];
};
export type Published = { readonly id: string; readonly campaign: Campaign; readonly cancelledAt: number | null };
