import { describe, expect, test } from 'vitest';
import type { Caller } from '../../shared/domain/key.ts';
import { actingFor, assetsFor, ceilingOf, mayCall, owns, seesHistory } from '../../shared/domain/key.ts';
import { credentialText, hashSecret, isSecretOf, readCredential } from '../../shared/domain/key-secret.ts';

const key = (terms: object = {}): Caller => ({
  kind: 'key',
  id: 'key_a',
  merchantIds: ['zara'],
  scopes: ['purchase:write'],
  assets: null,
  ceilingMinor: null,
  ...terms,
});
const operator: Caller = { kind: 'operator', id: 'sub', groups: ['operator'] };
const allowed = { scopes: ['purchase:write', 'purchase:read'], groups: ['operator'] } as const;

describe('what a caller may do', () => {
  test('a key needs one of the scopes, an operator one of the groups, and neither passes for the other', () => {
    expect(mayCall(key(), allowed)).toBe(true);
    expect(mayCall(key({ scopes: ['wallet:read'] }), allowed)).toBe(false);
    expect(mayCall(key({ scopes: [] }), allowed)).toBe(false);
    expect(mayCall(operator, allowed)).toBe(true);
    expect(mayCall({ ...operator, groups: ['analyst'] }, allowed)).toBe(false);
    expect(mayCall({ ...operator, groups: [] }, allowed)).toBe(false);
    expect(mayCall(key(), { scopes: [], groups: ['operator'] })).toBe(false);
  });

  test('the merchant is the key’s only one, or the one it names of its own', () => {
    expect(actingFor(key(), undefined)).toEqual({ kind: 'merchant', merchantId: 'zara' });
    expect(actingFor(key(), 'zara')).toEqual({ kind: 'merchant', merchantId: 'zara' });
    expect(actingFor(key(), 'deco')).toEqual({ kind: 'not-in-scope' });
    expect(actingFor(key({ merchantIds: ['zara', 'deco'] }), undefined)).toEqual({ kind: 'must-name' });
    expect(actingFor(key({ merchantIds: ['zara', 'deco'] }), 'deco')).toEqual({ kind: 'merchant', merchantId: 'deco' });
    expect(actingFor(key({ merchantIds: '*' }), undefined)).toEqual({ kind: 'must-name' });
    expect(actingFor(key({ merchantIds: '*' }), 'any')).toEqual({ kind: 'merchant', merchantId: 'any' });
    expect(actingFor(operator, undefined)).toEqual({ kind: 'none' });
  });

  test('a merchant’s key sees neither other merchants’ entries nor where else a member shops', () => {
    expect(owns(key(), 'zara')).toBe(true);
    expect(owns(key(), 'deco')).toBe(false);
    expect(seesHistory(key())).toBe(false);
    expect(seesHistory(key({ scopes: ['wallet:history'] }))).toBe(true);
    expect(seesHistory(operator)).toBe(true);
  });

  test('assets asked for must all be the key’s; without asking it draws its own, never points', () => {
    expect(assetsFor(key(), undefined)).toEqual(['cashback', 'prepaid', 'gift', 'sponsor']);
    expect(assetsFor(key({ assets: ['cashback', 'points'] }), undefined)).toEqual(['cashback']);
    expect(assetsFor(key({ assets: ['cashback', 'points'] }), ['points'])).toEqual(['points']);
    expect(assetsFor(key({ assets: ['cashback'] }), ['cashback', 'gift'])).toBeUndefined();
    expect(assetsFor(key({ assets: [] }), undefined)).toBeUndefined();
    expect(assetsFor(operator, ['gift'])).toEqual(['gift']);
  });

  test('a ceiling is the key’s; operators have none', () => {
    expect(ceilingOf(key({ ceilingMinor: 5_000 }))).toBe(5_000);
    expect(ceilingOf(operator)).toBeNull();
  });
});

describe('secrets', () => {
  const secret = 'a'.repeat(43);
  const stored = [
    { hash: hashSecret(secret), until: null },
    { hash: hashSecret('b'.repeat(43)), until: 1_000 },
  ];

  test('the current secret works, the one before until the overlap ends, no other and never without a key', () => {
    expect(isSecretOf(stored, secret, 5_000)).toBe(true);
    expect(isSecretOf(stored, 'b'.repeat(43), 999)).toBe(true);
    expect(isSecretOf(stored, 'b'.repeat(43), 1_000)).toBe(false);
    expect(isSecretOf(stored, 'c'.repeat(43), 0)).toBe(false);
    expect(isSecretOf([], secret, 0)).toBe(false);
    expect(isSecretOf(undefined, '', 0)).toBe(false);
  });

  test('a credential is read as it was written, and anything else is none', () => {
    const credential = { ecosystemId: 'demo', keyId: `key_${'a2'.repeat(13)}`, secret: `${'_-'.repeat(21)}x` };
    expect(readCredential(credentialText(credential))).toEqual(credential);
    for (const text of [
      '',
      'bk_',
      'bk_demo_x_y',
      credentialText(credential).slice(0, -1),
      `${credentialText(credential)}x`,
    ]) {
      expect(readCredential(text)).toBeUndefined();
    }
  });
});
