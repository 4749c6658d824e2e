import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';
import { budgets } from './budgets.ts';
import { cancellations } from './cancellations.ts';
import { claims } from './claims.ts';
import { holds } from './holds.ts';
import { keys } from './keys.ts';
import { lives } from './lives.ts';
import { receipts } from './receipts.ts';
import { returns } from './returns.ts';

/** All small worlds. */
export const scenariosOf = (till: Till): Scenario[] =>
  [keys, receipts, claims, holds, cancellations, lives, returns, budgets].flatMap((themed) => themed(till));
