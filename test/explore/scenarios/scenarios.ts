import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';
import { holds } from './holds.ts';
import { keys } from './keys.ts';
import { receipts } from './receipts.ts';

/** All small worlds. */
export const scenariosOf = (till: Till): Scenario[] => [...keys(till), ...receipts(till), ...holds(till)];
