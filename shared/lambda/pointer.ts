/** Longest pointer answered: a hostile key is named by its beginning. */
const pointerMax = 200;

/** The JSON pointer (RFC 6901) of a path, in well-formed text and of bounded length. */
export function pointerOf(path: readonly PropertyKey[]): string {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return pointer.slice(0, pointerMax).toWellFormed();
}
