import { fieldCodes } from '../domain/field-code.ts';
import { type ProblemDefinition, problems } from './problem.ts';

const intro = `# What can go wrong

Written by \`npm run openapi\` from the catalogue in \`shared/contract\`; do not edit.

Every failure is \`application/problem+json\` with a stable \`code\`. Go by the code; treat one that you do not know by its
status. \`requestId\` is what to quote when you ask for help. A \`retriable\` problem says that the very same request, with
the same Idempotency-Key, may succeed later; \`Retry-After\` says when.

| Status | In a word | The same Idempotency-Key again |
|---|---|---|
| 400, 404, 413, 415 | correct the request | may be used, corrected |
| 401, 403 | use another credential | may be used |
| 409 | others were writing | must be used, after \`Retry-After\` |
| 412 | read again, then write | may be used |
| 422 | a rule says no | gives the same answer where value moves; use a new one for a new try |
| 429 | too many requests; the gateway answers \`{"message"}\` | must be used, with back-off |
| 500, 502, 504 | not known whether it happened | must be used, with back-off |
| 503 | not now, or not known whether it happened | must be used, after \`Retry-After\` |

What a rule refused is remembered for its key for 48 hours by all that moves value of a wallet or a guest basket, except
\`receipt-already-used\` and \`clock-before-last-entry\`: the same request may succeed later. Rulesets, campaigns and all
else that operators set up remember what succeeded only; what was refused there may be sent again under the same key.

Success is remembered for 48 hours too. How a till gets through all of this, and what holds after that time, is in
[integrate.md](integrate.md#when-the-network-fails).
`;

const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf([code, one]: [string, ProblemDefinition]): string {
  const again = one.retriable ? `yes, after ${one.retryAfterSeconds ?? 1} s` : 'no';
  return `| \`${code}\` | ${cell(one.title)}. ${cell(one.meaning)} | ${cell(one.remedy)} | ${again} |`;
}

/** The page of all codes, by status; a test keeps docs/errors.md equal to it. */
export function errorsPage(): string {
  const all = Object.entries(problems);
  const statuses = [...new Set(all.map(([, { status }]) => status))].sort((a, b) => a - b);
  const sections = statuses.map((status) => {
    const rows = all.filter(([, one]) => one.status === status).map(rowOf);
    return `## ${status}\n\n| Code | Meaning | What to do | Retriable |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const fields = `## Fields\n\n\`errors\` names every field at fault at once, each with a \`pointer\` into the body (RFC 6901), a \`parameter\` or a
\`header\`, and one of these codes: ${fieldCodes.map((code) => `\`${code}\``).join(', ')}.\n`;
  return [intro, ...sections, fields].join('\n');
}
