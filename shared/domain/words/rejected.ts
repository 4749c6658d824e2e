import type { Group } from '../ruleset/group.ts';
import type { Reason, RuleExplained, reasons } from '../ruleset/verdict.ts';
import { sayRule } from './matched.ts';
import type { Say } from './say.ts';
import { conditionText, reasonTexts, rejectedText, turnedText } from './texts.ts';
import type { SpokenVersion } from './version.ts';

/** A rule that gave nothing, and why; a merchant hears what the explanation says and nothing of other merchants. */
export function sayRejected({ id, reason }: RuleExplained, version: SpokenVersion, say: Say): string {
  const rule = sayRule(id, version, say);
  return say.text(rejectedText, { rule, ...(reason ? { why: why(id, reason, version, say) } : {}) });
}

function why(id: string, reason: Reason, version: SpokenVersion, say: Say): string {
  const planned = version.rules.get(id);
  if (reason.startsWith('when-')) {
    const failed = planned?.rule.when.filter(({ kind }) => reason === `when-${kind}`) ?? [];
    const straight = failed.filter(({ not }) => !not).map(say.condition);
    const turned = failed.filter(({ not }) => not).map((fields) => say.condition({ ...fields, not: false }));
    return [
      ...(straight.length > 0 ? [say.text(conditionText, { that: straight })] : []),
      ...(turned.length > 0 ? [say.text(turnedText, { that: turned })] : []),
    ].join(', ');
  }
  const text = reasonTexts[reason as (typeof reasons)[number]];
  if (!planned) return say.text(text, { group: '' });
  const { rule, campaign } = planned;
  const { stacking }: Pick<Group, 'stacking'> = version.groups.get(rule.group) ?? { stacking: 'mostSpecific' };
  const isOther = !['mostSpecific', 'best', 'exclusive'].includes(stacking);
  const own = { group: rule.group, stacking, isOther, what: say.effect(rule.effect, { asset: rule.asset }) };
  if (say.discreetTo !== null) return say.text(text, own);
  const { startsAt, endsAt } = campaign ?? {};
  return say.text(text, { ...own, scope: say.scope(rule.scope), startsAt, endsAt });
}
