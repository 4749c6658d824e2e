import type { Chance } from './chance.ts';
import * as words from './words.ts';

type Owner = Readonly<Record<string, unknown>>;

/** A cap over some of the rules, a group or everything of an asset. */
function someCap(chance: Chance, rules: readonly Owner[], isInCampaign: boolean): Record<string, unknown> {
  const of = chance.pick(rules);
  // Variants may have rules of one name; a cap is about all of that name.
  const others = new Set(rules.filter(({ asset }) => asset !== of.asset).map(({ id }) => id));
  const alike = rules.filter(({ id, asset }) => asset === of.asset && !others.has(id)).map(({ id }) => id);
  const per = chance.pick(['receipt', 'member', 'member', 'merchant', 'all']);
  const window = { window: chance.pick([...words.windows, ...(isInCampaign ? ['campaign', 'campaign'] : [])]) };
  const units = [
    () => ({ amountMinor: chance.pick([1, 5, 20, 20, 100, 100, 500, 2000]) }),
    ...(per === 'receipt' ? [] : [() => ({ count: chance.int(1, 3) })]),
    ...(per === 'merchant' || per === 'all' ? [() => ({ members: chance.int(1, 3) })] : []),
  ];
  return {
    ...chance.pick([
      () => ({}),
      ...(alike.length > 0 ? [() => ({ rules: [...new Set(chance.few(alike))] })] : []),
      () => ({ group: of.group }),
    ])(),
    ...(of.asset === undefined ? {} : { asset: of.asset }),
    ...chance.perhaps(0.3, () => ({ scope: somePlace(chance) })),
    per,
    ...(per === 'receipt' || (isInCampaign && chance.yes(0.2)) ? {} : window),
    ...chance.pick(units)(),
    ...chance.perhaps(0.4, () => ({ onLimit: chance.pick(['clip', 'skip']) })),
  };
}

function somePlace(chance: Chance): Record<string, unknown> {
  const keys = () =>
    chance.yes(0.5) ? { merchant: chance.few(words.merchants) } : { sector: chance.pick(words.sectors) };
  return { ...chance.perhaps(0.7, keys), ...chance.perhaps(0.3, () => ({ not: keys() })) };
}

/** Caps that no two count the same of. */
export function someCaps(chance: Chance, rules: readonly Owner[], isInCampaign: boolean): Record<string, unknown>[] {
  const named = new Map(
    chance
      .some(1, 3, () => someCap(chance, rules, isInCampaign))
      .map((cap) => [JSON.stringify([cap.per, cap.window ?? 'campaign', 'count' in cap, 'members' in cap]), cap]),
  );
  return [...named.values()];
}
