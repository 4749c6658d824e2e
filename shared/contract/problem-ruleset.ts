import type { ProblemDefinition } from './problem.ts';

/** Problems of writing and publishing rulesets. */
export const rulesetProblems = {
  'ruleset-not-draft': {
    status: 422,
    title: 'The ruleset is not a draft any more',
    meaning: 'A published version never changes.',
    remedy: 'Create a new draft with the change and publish it.',
    retriable: false,
  },
  'ruleset-not-waiting': {
    status: 422,
    title: 'This version cannot be withdrawn',
    meaning:
      'Only the newest version can be withdrawn, while it waits for its date, and only by the ruleset or campaign that made it.',
    remedy: 'Publish an older ruleset again to roll back; cancel a campaign to end it.',
    retriable: false,
  },
  'version-waiting': {
    status: 422,
    title: 'Another version is waiting for its date',
    meaning:
      'At most one version waits; until it has come or been withdrawn nothing else is published. `version` is its number, `rulesetId` or `campaignId` what it was made for.',
    remedy: 'Wait for its date, or withdraw it: by its ruleset, or by its campaign.',
    retriable: false,
  },
  'effective-from-too-early': {
    status: 422,
    title: 'The version would come into force too early',
    meaning: '`effectiveFrom` must be at least 60 seconds ahead, so that every function knows it in time.',
    remedy: 'Leave it out for the earliest date, or name a later one.',
    retriable: false,
  },
  'unknown-group': {
    status: 422,
    title: 'A rule names a group that is not declared',
    meaning: 'Groups other than the built-in ones must be declared in `groups`.',
    remedy: 'Declare the group, or correct its name.',
    retriable: false,
  },
  'too-many-counters': {
    status: 422,
    title: 'The ruleset would need too many counters in a wallet',
    meaning: 'Caps and conditions that count live in every wallet, and their number is bounded.',
    remedy: 'Leave some out, or use shorter windows.',
    retriable: false,
  },
  'time-zone-fixed': {
    status: 422,
    title: 'The time zone cannot change any more',
    meaning: 'Days were already counted in the zone of the first purchase: `timeZone`.',
    remedy: 'Keep the time zone.',
    retriable: false,
  },
} as const satisfies Record<string, ProblemDefinition>;
