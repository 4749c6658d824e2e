const each = (kind: string, names: readonly string[]) => names.map((name) => `${kind} ${name}`);

/** What the language is made of: random cases must meet each part, and each must have given something. */
export const everyPart: readonly string[] = [
  ...each('on', ['purchase', 'enrolment']),
  ...each('effect', ['rate', 'points', 'fixed per receipt', 'fixed per unit', 'multiply']),
  ...each('when', ['dates', 'hours', 'channel', 'basket']),
  ...each('when', ['dates not', 'hours not', 'channel not', 'basket not']),
  ...each('stacking', ['mostSpecific', 'best', 'sum', 'exclusive']),
  ...each('stacking', ["base's own", "boost's own", "combo's own", "welcome's own", "challenge's own"]),
  ...each(
    'rounding',
    ['halfUp', 'halfEven', 'floor'].flatMap((mode) => [`${mode} by receipt`, `${mode} by line`]),
  ),
  ...each('funder', ['merchant', 'operator', 'sponsor', 'shares']),
  ...each('scope', ['sku', 'set', 'brand', 'category', 'attribute', 'merchant', 'sector', 'not']),
  ...each('credit', ['instant', 'delay', 'onEvent']),
  ...each('expiry', ['never', 'duration', 'fixedDate', 'inactivity']),
  ...each('reason', ['scope', 'excluded', 'lost', 'zero', 'when-dates', 'when-hours', 'when-channel', 'when-basket']),
  ...each('excluded', ['kind', 'sku', 'set', 'brand', 'category', 'attribute', 'merchant', 'sector', 'all']),
];
