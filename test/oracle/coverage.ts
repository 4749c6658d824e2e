import type { Outcome } from './interpreter/interpret.ts';
import type { Cap, Condition, Document, Rule } from './interpreter/language.ts';
import type { Purchase } from './interpreter/purchase.ts';
import { capsOf, type NameOfCap, rulesOf, type Version } from './interpreter/version.ts';

/** How often a part of the language was met, and how often a rule with it gave something. */
export type Coverage = Map<string, { met: number; gave: number }>;

function note(coverage: Coverage, name: string, gave: boolean): void {
  const known = coverage.get(name) ?? { met: 0, gave: 0 };
  coverage.set(name, { met: known.met + 1, gave: known.gave + (gave ? 1 : 0) });
}

/** Counts what a decision exercised: of each rule, cap and setting what it is made of, and whether it told. */
export function cover(coverage: Coverage, version: Version, nameOf: NameOfCap, outcome: Outcome): void {
  const { purchase } = outcome.past;
  const given = new Set(outcome.rewards.filter(({ amountMinor }) => amountMinor > 0).map(({ ruleId }) => ruleId));
  const bitten = new Set(outcome.rewards.map(({ capId }) => capId));
  for (const { id, rule, of, variantId } of rulesOf(version)) {
    if (rule.on !== (purchase ? 'purchase' : 'enrolment')) continue;
    const places = [
      of ? 'campaign' : 'base',
      ...(of?.campaign.optIn ? ['opt-in'] : []),
      ...(variantId ? ['variant'] : []),
    ];
    const parts = [...places.map((place) => `rule of ${place}`), ...partsOf(rule, version.document)];
    for (const name of new Set(parts)) note(coverage, name, given.has(id));
  }
  for (const { id, cap, of } of capsOf(version, nameOf)) {
    const whose = [of ? 'campaign' : 'base', ...(id.endsWith('/budget') ? ['budget'] : [])];
    const parts = [...whose.map((place) => `cap of ${place}`), ...partsOfCap(cap)];
    for (const name of parts) note(coverage, name, bitten.has(id));
  }
  if (purchase) for (const name of partsOfSale(version.document, purchase)) note(coverage, name, given.size > 0);
  for (const reason of Object.values(outcome.rejected)) note(coverage, `reason ${reason}`, true);
  for (const { reason } of outcome.excluded) note(coverage, `excluded ${reason}`, true);
}

function partsOf(rule: Rule, { groups, settings }: Document): string[] {
  const { effect } = rule;
  const declared = groups[rule.group]?.stacking ?? `${rule.group}'s own`;
  const rounding = { ...settings.rounding, ...settings.rounding.assets[rule.asset] };
  const funders = Array.isArray(rule.funder)
    ? 'shares'
    : typeof rule.funder === 'string'
      ? rule.funder
      : Object.keys(rule.funder)[0];
  return [
    `on ${rule.on}`,
    ...partsOfEffect(effect),
    `stacking ${declared}`,
    `rounding ${rounding.mode} by ${rounding.stage}`,
    `funder ${funders}`,
    `asset ${rule.asset}`,
    ...rule.when.flatMap((condition) => partsOfCondition(condition)),
    ...Object.keys(rule.scope).map((key) => `scope ${key}`),
    ...(rule.credit ? [`credit ${rule.credit.mode}`] : []),
    ...(rule.expiry ? [`expiry ${rule.expiry.mode}`] : []),
  ];
}

function partsOfEffect(effect: Rule['effect']): string[] {
  const { kind } = effect;
  if (kind === 'fixed')
    return [`effect fixed per ${effect.per}`, ...(effect.maxUnits ? ['effect fixed maxUnits'] : [])];
  if (kind !== 'threshold') return [`effect ${kind}`];
  return [effect.of, effect.window, effect.repeat].map((part) => `effect threshold ${part}`);
}

function partsOfCondition(condition: Condition): string[] {
  const { kind, not, ...fields } = condition;
  const own = `when ${kind}`;
  const told = [not ? `${own} not` : own];
  if (condition.kind === 'any') return [...told, ...condition.of.flatMap(partsOfCondition)];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const said = ['window', 'of'].includes(name) || typeof value === 'boolean' ? `${name} ${value}` : name;
    const isScope = name === 'scope' || name === 'days' || name === 'from' || name === 'to';
    if (!isScope || Object.keys(value).length > 0) told.push(`${own} ${said}`);
  }
  return told;
}

const partsOfCap = ({ per, window, onLimit, rules, group, scope, amountMinor, count }: Cap): string[] => [
  `cap per ${per}`,
  ...(per === 'receipt' ? [] : [`cap in ${window}`]),
  `cap to ${onLimit}`,
  `cap on ${rules ? 'rules' : group === undefined ? 'everything' : 'group'}`,
  `cap at ${amountMinor !== undefined ? 'amount' : count !== undefined ? 'count' : 'members'}`,
  ...Object.keys(scope).map((key) => `cap scope ${key}`),
];

function partsOfSale({ settings, merchants }: Document, { merchantId, channel, lines, ...paid }: Purchase): string[] {
  const { accrualBase, tax, pending, categories } = merchants[merchantId] ?? {};
  return [
    `at ${settings.timeZone}`,
    `through ${channel}`,
    `accrualBase ${settings.accrualBase}`,
    `tax ${settings.tax}`,
    ...(accrualBase ? [`merchant accrualBase ${accrualBase}`] : []),
    ...(tax ? [`merchant tax ${tax}`] : []),
    ...(pending ? ['merchant pending'] : []),
    ...(categories ? ['merchant categories'] : []),
    ...lines.flatMap(({ kind, unit }) => [`line ${kind}`, `line in ${unit}`]),
    ...paid.tenders.map(({ kind }) => `tender ${kind}`),
    ...(paid.walletTenders.length > 0 ? ['tender wallet'] : []),
  ];
}

/** Parts of the language that no case met, or that never gave anything. */
export const gaps = (coverage: Coverage): string[] =>
  [...coverage].filter(([, { gave }]) => gave === 0).map(([name]) => name);

export const coverageTable = (coverage: Coverage): string =>
  [...coverage]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { met, gave }]) => `${name.padEnd(32)} met ${String(met).padStart(8)}  gave ${String(gave).padStart(8)}`,
    )
    .join('\n');
