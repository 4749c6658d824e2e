import { join } from 'node:path';
import { sharedTree } from '../support/mutant.ts';

const modules = {
  change: 'store/change.ts',
  open: 'store/open.ts',
  fate: 'store/fate.ts',
  settleLimits: 'store/settle-limits.ts',
  resolveClaims: 'store/resolve-claims.ts',
  pastPurchase: 'store/past-purchase.ts',
  amendment: 'store/amendment.ts',
  returnPurchase: 'domain/return-purchase.ts',
  guest: 'domain/guest.ts',
  port: 'store/port.ts',
  print: 'store/print.ts',
  publication: 'domain/publication.ts',
  purchase: 'domain/purchase.ts',
  redemption: 'domain/redemption.ts',
  opening: 'domain/opening.ts',
  ruleset: 'lambda/compile-ruleset.ts',
  adjustment: 'domain/adjustment.ts',
  cancellation: 'domain/cancellation.ts',
  cancelTargets: 'store/cancel-targets.ts',
  status: 'domain/status.ts',
  successor: 'store/successor.ts',
  transfer: 'domain/transfer.ts',
} as const;

/** The code that is explored: the project's own, or a mutated copy of it. */
export type Code = {
  readonly change: typeof import('../../shared/store/change.ts');
  readonly open: typeof import('../../shared/store/open.ts');
  readonly guest: typeof import('../../shared/domain/guest.ts');
  readonly fate: typeof import('../../shared/store/fate.ts');
  readonly settleLimits: typeof import('../../shared/store/settle-limits.ts');
  readonly resolveClaims: typeof import('../../shared/store/resolve-claims.ts');
  readonly pastPurchase: typeof import('../../shared/store/past-purchase.ts');
  readonly amendment: typeof import('../../shared/store/amendment.ts');
  readonly returnPurchase: typeof import('../../shared/domain/return-purchase.ts');
  readonly port: typeof import('../../shared/store/port.ts');
  readonly print: typeof import('../../shared/store/print.ts');
  readonly publication: typeof import('../../shared/domain/publication.ts');
  readonly purchase: typeof import('../../shared/domain/purchase.ts');
  readonly redemption: typeof import('../../shared/domain/redemption.ts');
  readonly opening: typeof import('../../shared/domain/opening.ts');
  readonly ruleset: typeof import('../../shared/lambda/compile-ruleset.ts');
  readonly adjustment: typeof import('../../shared/domain/adjustment.ts');
  readonly cancellation: typeof import('../../shared/domain/cancellation.ts');
  readonly cancelTargets: typeof import('../../shared/store/cancel-targets.ts');
  readonly status: typeof import('../../shared/domain/status.ts');
  readonly successor: typeof import('../../shared/store/successor.ts');
  readonly transfer: typeof import('../../shared/domain/transfer.ts');
};

/** Imports the write path and the decisions from a tree that looks like `shared/`. */
export async function loadCode(tree: string = sharedTree): Promise<Code> {
  const named = Object.entries(modules).map(async ([name, file]) => [name, await import(join(tree, file))]);
  return Object.fromEntries(await Promise.all(named)) as Code;
}
