import * as z from 'zod';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out; tools of the contract know no \p{Cc}.
const withoutControls = /^[^\u0000-\u001f\u007f-\u009f]*$/;

/** A name that people read, on one line; not written into the ledger. */
export const DisplayName = z.string().trim().min(1).max(120).regex(withoutControls);
