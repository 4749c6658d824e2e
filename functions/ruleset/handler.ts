import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getCurrentRuleset } from './get-current-ruleset.ts';
import { getRuleset } from './get-ruleset.ts';
import { listRulesets } from './list-rulesets.ts';
import { postRuleset } from './post-ruleset.ts';
import { publishRuleset } from './publish-ruleset.ts';
import { putRuleset } from './put-ruleset.ts';
import { withdrawRuleset } from './withdraw-ruleset.ts';

/** Rulesets: drafted, published as immutable versions, withdrawn, rolled back. */
export const verbs = [
  postRuleset,
  putRuleset,
  publishRuleset,
  withdrawRuleset,
  getCurrentRuleset,
  getRuleset,
  listRulesets,
];
export const handler = areaHandler(verbs);
