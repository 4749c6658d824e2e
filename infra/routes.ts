/** Which area's function answers which route; a test proves it equal to the contract. */
export const routes: Readonly<Record<string, string>> = {
  'POST /v1/wallets': 'wallet',
  'GET /v1/wallets/{id}': 'wallet',
  'GET /v1/wallets/{id}/lots': 'wallet',
  'GET /v1/wallets/{id}/entries': 'wallet',
  'POST /v1/wallets/{id}/block': 'wallet',
  'POST /v1/wallets/{id}/unblock': 'wallet',
  'POST /v1/wallets/{id}/close': 'wallet',
  'POST /v1/adjustments': 'wallet',
  'POST /v1/transfers': 'wallet',
  'POST /v1/cancellations': 'wallet',
  'POST /v1/purchases': 'purchase',
  'POST /v1/quotes': 'purchase',
  'GET /v1/purchases/{id}': 'purchase',
  'POST /v1/redemptions': 'redemption',
  'POST /v1/redemptions/{id}/capture': 'redemption',
  'POST /v1/redemptions/{id}/release': 'redemption',
  'GET /v1/redemptions/{id}': 'redemption',
  'PUT /v1/merchants/{id}': 'merchant',
  'GET /v1/merchants/{id}': 'merchant',
  'GET /v1/merchants': 'merchant',
  'POST /v1/keys': 'merchant',
  'POST /v1/keys/{id}/rotate': 'merchant',
  'DELETE /v1/keys/{id}': 'merchant',
  'POST /v1/rulesets': 'ruleset',
  'PUT /v1/rulesets/{id}': 'ruleset',
  'POST /v1/rulesets/{id}/publish': 'ruleset',
  'POST /v1/rulesets/{id}/withdraw': 'ruleset',
  'GET /v1/rulesets/current': 'ruleset',
  'GET /v1/rulesets/{id}': 'ruleset',
  'GET /v1/rulesets': 'ruleset',
  'GET /v1/ecosystem': 'ecosystem',
  'GET /v1/health': 'ecosystem',
};

export const areas = [...new Set(Object.values(routes))];
/** Answers every other route with a 404 problem. */
export const areaOfTheRest = 'ecosystem';
