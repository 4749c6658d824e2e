import { defineConfig } from '@hey-api/openapi-ts';

/** The typed client that examples, journeys and the demo use; part of `npm run openapi`. */
export default defineConfig({
  input: './docs/openapi.json',
  output: { path: process.env.BOUCLE_CLIENT ?? 'examples/client', module: { extension: '.ts' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
});
