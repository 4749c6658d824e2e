import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getCurrentRuleset } from './get-current-ruleset.ts';
import { getRuleset } from './get-ruleset.ts';
import { getRulesetDiff } from './get-ruleset-diff.ts';
import { listRulesets } from './list-rulesets.ts';
import { postRuleset } from './post-ruleset.ts';
import { publishRuleset } from './publish-ruleset.ts';
import { putRuleset } from './put-ruleset.ts';
import { withdrawRuleset } from './withdraw-ruleset.ts';

/** Rulesets: drafted, published as immutable versions, withdrawn, rolled back, compared. */
export const verbs = [
  postRuleset,
  putRuleset,
  publishRuleset,
  withdrawRuleset,
  getCurrentRuleset,
  getRuleset,
  getRulesetDiff,
  listRulesets,
];
export const handler = areaHandler(verbs);
