import { engineNumber, takesWhatIsGiven } from './engine.ts';
import type { KeptVerdict, PastPurchase } from './kept.ts';
import type { Counter, CounterUse, GivenBack } from './ruleset/counter.ts';
import { isSameStaying, type Staying } from './ruleset/staying.ts';
import { crossingIn } from './unearn.ts';

/** Goes at what stays, which what is kept depends on: a cap gives the rest what it leaves, shrinking from go to go. */
const goesMax = 24;

type Asked = {
  readonly counters: ReadonlyMap<string, Counter>;
  readonly why: 'return' | 'cancellation';
  readonly engine: number | undefined;
  /** The purchase's entry, 0 when it is of a wallet that was merged into this one. */
  readonly sequence: number;
  /** What has stayed of its threshold rewards before. */
  readonly stayed: Staying;
};

/**
 * Takes off the wallet's counters what a purchase uses no more, and finds what of its threshold rewards stays with them:
 * decided again with that, so that caps leave the rest no room that is taken.
 * @param before what it gave, and what it used
 * @param decideAfter what is kept of it gives, when so much stays
 */
export function takeOff<After extends KeptVerdict | null>(
  { entry, rules }: Pick<PastPurchase, 'entry' | 'rules'>,
  before: Pick<KeptVerdict, 'awards'> & { readonly uses: readonly CounterUse[] },
  decideAfter: (staying: Staying) => After,
  { counters, why, engine = engineNumber, sequence, stayed }: Asked,
): { after: After; givenBack: GivenBack; staying: Staying } {
  let staying = stayed;
  for (let go = 1; ; go += 1) {
    const after = decideAfter(staying);
    const crossing = { had: crossingIn(before.awards), keeps: crossingIn(after?.awards ?? []), stayed };
    const by = { engine, merchantId: entry.event.merchantId, sequence, crossing };
    const givenBack = rules.giveBack(counters, before.uses, after?.uses ?? [], why, by);
    const stays = givenBack.staying;
    if (go === goesMax || !takesWhatIsGiven(engine) || isSameStaying(stays, staying))
      return { after, givenBack, staying };
    staying = stays;
  }
}
