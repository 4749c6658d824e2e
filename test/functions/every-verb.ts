import { operations } from '../../shared/contract/routes.ts';
import type { Verb } from '../../shared/lambda/http-handler.ts';

type Area = { readonly verbs: readonly Verb[] };

/** The verbs of every area that an operation names. */
export async function everyVerb(): Promise<readonly Verb[]> {
  const areas = [...new Set(operations.map(({ area }) => area))];
  const modules: Area[] = await Promise.all(areas.map((area) => import(`../../functions/${area}/handler.ts`)));
  return modules.flatMap(({ verbs }) => verbs);
}
