import type { Table } from '../../shared/store/client.ts';

/** The mall of the journeys is on the deployed stack: it uses no table of its own. */
export const noTable = undefined as unknown as Table;
