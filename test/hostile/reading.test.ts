import { expect, test } from 'vitest';
import { operations } from '../../shared/contract/routes.ts';
import { chanceFrom } from '../oracle/random/chance.ts';
import { goodOnes } from './arbitrary-of.ts';
import { nearlyRight } from './near-miss.ts';
import { spoiled } from './poison.ts';
import { rareBodies } from './rare.ts';

const basesMax = 40;
const spoilingsMax = 60;
const seed = Number(process.env.HOSTILE_SEED ?? 1);

/** What runs after a check that failed is given what failed it: zod stops only where the shape itself is wrong. */
test.each(operations.flatMap(({ operationId, body }) => (body ? [[operationId, body] as const] : [])))(
  'reading %s: whatever is sent is refused or taken, nothing throws',
  (operationId, body) => {
    const chance = chanceFrom(seed);
    const bases = [...(rareBodies[operationId] ?? []), ...goodOnes(body, basesMax, seed)];
    for (const base of bases) {
      for (let at = 0; at < spoilingsMax; at += 1) {
        let value = base;
        for (let times = chance.pick([1, 1, 2, 4]); times > 0; times -= 1) {
          value = chance.yes(0.6) ? nearlyRight(value, chance) : spoiled(value, chance);
        }
        expect(() => body.safeParse(value), JSON.stringify(value)).not.toThrow();
      }
    }
  },
);
