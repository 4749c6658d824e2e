import * as texts from '../../words/diff-texts.ts';
import { sayPayer } from '../../words/limit.ts';
import { sellerName } from '../../words/names.ts';
import type { Say } from '../../words/say.ts';
import { type Funder, fundingOf } from '../funder.ts';
import { canonicalScope, type Scope } from '../scope.ts';
import type { ExpiryMode, Pending } from '../settings.ts';
import type { Fact } from './thing.ts';

/** When value can be spent, until when, where and who pays: terms that many parts of a version have. */
export const sayPending = (pending: Pending, say: Say): string => say.text(texts.pendingTexts[pending.mode], pending);

export const sayLifetime = (expiry: ExpiryMode, say: Say): string => say.text(texts.lifetimeTexts[expiry.mode], expiry);

export const sayWhere = (scope: Scope, say: Say): string => say.bareScope(scope) || say.text(texts.everywhereText);

export const scopeFact = (scope: Scope, say: Say): Fact => ({
  field: 'scope',
  value: canonicalScope(scope),
  said: sayWhere(scope, say),
  isPlain: say.bareScope(scope) === '',
});

/** No merchant has this slug: it stands for the one that sells. */
const seller = '';

export function funderFact(funder: Funder, say: Say): Fact {
  const shares = fundingOf(funder, seller);
  const nameOf = (who: string) => (who === seller ? say.text(sellerName) : sayPayer(who, say));
  const funders = shares.map(({ who, shareBps }) =>
    shares.length === 1 ? nameOf(who) : say.text(texts.shareText, { who: nameOf(who), shareBps }),
  );
  return { field: 'funder', value: shares, said: say.text(texts.funderText, { funders }) };
}
