/** A command for each main call, ready to paste: the key and the addresses are read from `.local/boucle.json`. */
export function curls(apiUrl: string, walletId: string, key: string): string {
  const call = (path: string, body?: object) => {
    const sent = body
      ? ` -H 'Content-Type: application/json' -H "Idempotency-Key: curl-$(date +%s)" -d '${JSON.stringify(body)}'`
      : '';
    return `  curl -s -H 'Authorization: Bearer ${key}'${sent} '${apiUrl}${path}'`;
  };
  const basket = { walletId, receiptNumber: 'R-curl-1', amountMinor: 1000 };
  return [
    ['open a wallet', call('/wallets', {})],
    ['its balances', call(`/wallets/${walletId}`)],
    ['its lots', call(`/wallets/${walletId}/lots`)],
    ['its ledger', call(`/wallets/${walletId}/entries`)],
    // Before the purchase, which takes all that is left.
    ['hold 0.50', call('/redemptions', { walletId, amountMinor: 50, capture: false })],
    ['quote a purchase', call('/quotes', basket)],
    ['record it, paying with the wallet', call('/purchases', { ...basket, pay: { max: true } })],
  ]
    .map(([what, command]) => `${what}\n${command}`)
    .join('\n');
}
