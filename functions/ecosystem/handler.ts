import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getEcosystem } from './get-ecosystem.ts';
import { getHealth } from './get-health.ts';

/** The ecosystem itself; this function also answers every route that nothing else knows. */
export const verbs = [getEcosystem, getHealth];
export const handler = areaHandler(verbs);
