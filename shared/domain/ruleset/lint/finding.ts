import type { Instant } from '../../instant.ts';
import type { Text } from '../../words/language.ts';
import type { Campaign } from '../campaign.ts';
import type { CampaignCap, Cap } from '../cap.ts';
import type { RulesetDocument } from '../document.ts';
import type { Rule } from '../rule.ts';
import type { Days } from './days.ts';
import type { Known } from './known.ts';

export type Path = readonly (string | number)[];

/** A rule of what is linted, with where it is written. */
export type Placed = {
  readonly rule: Rule;
  readonly path: Path;
  /** As a version has it: under its full name, with the opt-in that its campaign asks for. */
  readonly inVersion: Rule;
  /** '' outside variants. */
  readonly variantId: string;
  /** Null outside variants. */
  readonly variantShareBps: number | null;
};

/** What a lint looks at: a base document, or a campaign beside the base document that it would be published with. */
export type Linted = {
  readonly document: RulesetDocument;
  readonly rules: readonly Placed[];
  readonly caps: readonly { readonly cap: Cap | CampaignCap; readonly path: Path }[];
  /** Null for a base document. */
  readonly campaign: Campaign | null;
  /** '' for a base document. */
  readonly campaignId: string;
  readonly now: Instant;
  /** The local day of now. */
  readonly today: number;
  readonly inForce: Days;
  readonly known: Known;
};

/** Something an operator should look at again, and where. */
export type Found = { readonly path: Path; readonly values?: Readonly<Record<string, string | number>> };

/** A kind of finding: its code, what it says (names of `values` in braces), and how it is found. */
export type Lint = {
  readonly code: string;
  readonly text: Text;
  readonly find: (linted: Linted) => readonly Found[];
};

export const lint = (kind: Lint) => kind;
