import { keysOf, listOf, type Scope, type ScopeKey } from '../ruleset/scope.ts';
import type { Values } from './fill.ts';
import type { Text } from './language.ts';
import { scopeKeyNames, scopeText } from './names.ts';

type Saying = {
  readonly text: (text: Text, values?: Values) => string;
  /** To this merchant no other is named; null where all are. */
  readonly discreetTo: string | null;
};

/** A scope in words; '' for everywhere. */
export function sayScope(whole: Scope, { text, discreetTo }: Saying): string {
  const scope = discreetTo === null ? whole : withoutOthers(whole, discreetTo);
  const { not = {} } = scope;
  if (keysOf(scope).length === 0 && keysOf(not).length === 0) return '';
  const said = (part: Scope, key: ScopeKey) => text(scopeKeyNames[key], { it: listOf(part[key]!) });
  const things = keysOf(scope).filter((key) => key !== 'merchant');
  return text(scopeText, {
    things: things.map((key) => said(scope, key)).join(', '),
    merchant: scope.merchant === undefined ? '' : said(scope, 'merchant'),
    not: keysOf(not).map((key) => said(not, key)),
  });
}

function withoutOthers({ merchant, not, ...rest }: Scope, own: string): Scope {
  const isNamed = merchant !== undefined && listOf(merchant).includes(own);
  const { merchant: _others, ...left } = not ?? {};
  return { ...rest, ...(isNamed ? { merchant: own } : {}), ...(Object.keys(left).length > 0 ? { not: left } : {}) };
}
