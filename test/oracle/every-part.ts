const each = (kind: string, names: readonly string[]) => names.map((name) => `${kind} ${name}`);

const conditions = [
  'dates', 'hours', 'channel', 'store', 'basket', 'nth', 'after', 'absent', 'optedIn', 'audience', 'paidWithWallet', 'any',
]; // biome-ignore format: reads as a list
const windows = ['campaign', 'ever', 'day', 'week', 'month', 'year'];
const keys = ['sku', 'set', 'brand', 'category', 'attribute', 'merchant', 'sector'];

/** What the language is made of: random cases must meet each part, and each must have given something, or limited it. */
export const everyPart: readonly string[] = [
  ...each('on', ['purchase', 'enrolment']),
  ...each('rule of', ['base', 'campaign', 'opt-in', 'variant']),
  ...each('effect', ['rate', 'points', 'fixed per receipt', 'fixed per unit', 'fixed maxUnits', 'multiply']),
  ...each('effect threshold', ['spend', 'quantity', 'purchases', 'merchants', 'once', 'each', ...windows]),
  ...conditions.flatMap((kind) => each('when', [kind, `${kind} not`])),
  ...each('when dates', ['from', 'to']),
  ...each('when hours', ['days', 'from', 'to']),
  ...each('when basket', ['of total', 'of scope', 'minMinor', 'minQuantity']),
  ...each('when nth', ['every true', 'every false', 'scope', ...windows.map((window) => `window ${window}`)]),
  ...each('when after', ['scope', 'withinHours', 'sameDay true', 'sameDay false', 'once true', 'once false']),
  ...each('when', ['absent scope', 'optedIn campaignId', 'paidWithWallet minMinor']),
  ...each('when', ['paidWithWallet expiringWithinDays']),
  ...each('stacking', ['mostSpecific', 'best', 'sum', 'exclusive', 'multiply']),
  ...each('stacking', ["base's own", "boost's own", "combo's own", "welcome's own", "challenge's own"]),
  ...each(
    'rounding',
    ['halfUp', 'halfEven', 'floor'].flatMap((mode) => [`${mode} by receipt`, `${mode} by line`]),
  ),
  ...each('cap of', ['base', 'campaign', 'budget']),
  ...each('cap per', ['receipt', 'member', 'merchant', 'all']),
  ...each('cap in', windows),
  ...each('cap at', ['amount', 'count', 'members']),
  ...each('cap to', ['clip', 'skip']),
  ...each('cap on', ['rules', 'group', 'everything']),
  ...each('cap scope', ['merchant', 'sector', 'not']),
  ...each('funder', ['merchant', 'operator', 'sponsor', 'shares']),
  ...each('asset', ['cashback', 'points', 'sponsor']),
  ...each('scope', [...keys, 'not']),
  ...each('credit', ['instant', 'delay', 'onEvent']),
  ...each('expiry', ['never', 'duration', 'fixedDate', 'inactivity']),
  ...each('accrualBase', ['netOfWallet', 'gross']),
  ...each('tax', ['incl', 'excl']),
  ...each('merchant', ['accrualBase netOfWallet', 'accrualBase gross', 'tax incl', 'tax excl']),
  ...each('merchant', ['pending', 'categories']),
  ...each('line', ['item', 'service', 'shipping', 'discount', 'tip', 'deposit', 'storedValue']),
  ...each('line in', ['piece', 'g', 'ml', 'mm']),
  ...each('tender', ['wallet', 'card', 'cash', 'mealVoucher', 'giftCard', 'otherWallet', 'other']),
  ...each('through', ['store', 'web', 'click_collect', 'app']),
  ...each('reason', ['scope', 'excluded', 'lost', 'zero', 'progress', 'campaign', 'variant', 'control']),
  ...conditions.map((kind) => `reason when-${kind}`),
  ...each('excluded', ['kind', ...keys, 'all']),
];
