import type { ProblemDefinition } from './problem.ts';

/** Problems of campaigns: of publishing them in a version, and of taking part in them. */
export const campaignProblems = {
  'too-many-campaigns': {
    status: 422,
    title: 'The ruleset has too many campaigns',
    meaning: 'A version has at most 100 campaigns that are not over.',
    remedy: 'Wait for one to end, or cancel one.',
    retriable: false,
  },
  'campaign-conflict': {
    status: 422,
    title: 'The base document and the campaigns do not fit together',
    meaning:
      'A campaign that is not over names what the base document lacks, or they are too many rules or caps together; `errors` point into the version, `campaignId` is the first campaign at fault.',
    remedy: 'Declare in the base document what the campaign names, correct the draft, or cancel the campaign first.',
    retriable: false,
  },
  'version-too-large': {
    status: 422,
    title: 'The version would be too large to store',
    meaning:
      'Campaigns that are not over, with all their rules, come to more than `maxBytes` compressed; a version would have `bytes`.',
    remedy:
      'Wait for one to end, cancel one, or give campaigns that share lists of products a set of the base document.',
    retriable: false,
  },
  'campaign-not-draft': {
    status: 422,
    title: 'The campaign is not a draft any more',
    meaning: 'A published campaign never changes, and what was cancelled stays so.',
    remedy: 'Create a new campaign with the change and publish it; cancel this one if it shall end.',
    retriable: false,
  },
  'campaign-not-published': {
    status: 422,
    title: 'The campaign is not published',
    meaning: 'Only a published campaign can be cancelled.',
    remedy: 'Nothing is to be done: a draft gives nothing.',
    retriable: false,
  },
  'campaign-over': {
    status: 422,
    title: 'The campaign is over',
    meaning: 'It has ended or was cancelled, or will have before this could count.',
    remedy: 'Nothing more is to be done for it.',
    retriable: false,
  },
  'opt-in-not-needed': {
    status: 422,
    title: 'This campaign asks for no opt-in',
    meaning: 'It holds without being activated for everybody whom it is for.',
    remedy: 'Nothing is to be done.',
    retriable: false,
  },
} as const satisfies Record<string, ProblemDefinition>;
