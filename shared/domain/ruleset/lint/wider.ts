import { keysOf, listOf, type Scope } from '../scope.ts';

type Keys = Omit<Scope, 'not'>;

/** Whether all that the keys of one scope take in, those of another take in too; by name: what sets hold is not compared. */
const takesIn = (wide: Keys, narrow: Keys): boolean =>
  keysOf(wide).every((key) => {
    const names = new Set(listOf(wide[key]!));
    return narrow[key] !== undefined && listOf(narrow[key]).every((name) => names.has(name));
  });

/** Whether a scope holds wherever another does; false also where that cannot be told from how they are written. */
export const holdsWherever = (wide: Scope, narrow: Scope): boolean =>
  takesIn(wide, narrow) && (leavesAll(wide.not) || (!leavesAll(narrow.not) && takesIn(narrow.not!, wide.not!)));

const leavesAll = (not: Scope['not']) => not === undefined || keysOf(not).length === 0;
