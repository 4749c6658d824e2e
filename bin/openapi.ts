import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from '../shared/contract/errors-page.ts';
import { openapiDocument } from '../shared/contract/openapi.ts';

const docs = join(import.meta.dirname, '../docs');

/** Writes what is generated from the contracts; a test tells when it was forgotten. */
writeFileSync(join(docs, 'openapi.json'), `${JSON.stringify(openapiDocument(), null, 2)}\n`);
writeFileSync(join(docs, 'errors.md'), errorsPage());
