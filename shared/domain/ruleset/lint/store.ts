import { flattened } from '../../condition/conditions.ts';
import { lint } from './finding.ts';

/** Stores without their merchant: ids are each merchant's own, so that another's may be the same. */
export const storeOfAnyone = lint({
  code: 'store-without-merchant',
  text: {
    en: 'Stores are named by each merchant for itself: name the merchant in the scope of this rule.',
    fr: 'Chaque commerçant nomme ses magasins lui-même : nommez le commerçant dans la portée de cette règle.',
  },
  find: ({ rules }) =>
    rules
      .filter(({ rule }) => rule.scope.merchant === undefined)
      .flatMap(({ rule, path }) =>
        rule.when.flatMap((condition, at) =>
          flattened([condition]).some(({ kind }) => kind === 'store') ? [{ path: [...path, 'when', at] }] : [],
        ),
      ),
});
