import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getEcosystem } from './get-ecosystem.ts';
import { getHealth } from './get-health.ts';
import { getOpenapi } from './get-openapi.ts';

/** The ecosystem itself; this function also answers every route that nothing else knows. */
export const verbs = [getEcosystem, getHealth, getOpenapi];
export const handler = areaHandler(verbs);
