import * as z from 'zod';
import { channels } from '../purchase-line.ts';
import { condition, negated } from './condition.ts';

/** Holds for purchases through one of the channels (A24). */
export const channel = condition({
  kind: 'channel',
  schema: z.strictObject({
    kind: z.literal('channel'),
    not: negated,
    in: z.array(z.enum(channels)).min(1).max(channels.length),
  }),
  atEnrolment: true,
  compile:
    ({ in: wanted }) =>
    ({ channel }) =>
      wanted.includes(channel),
  explain: {
    en: '{in:channels}',
    fr: '{in:channels}',
  },
});
