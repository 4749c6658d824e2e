/** Rules of a published version, as the functions use them. */
export type CompiledRuleset = { readonly version: number; readonly timeZone: string };

const defaultTimeZone = 'Europe/Paris';

/** Compiles a version and its document; without one, the empty version 0. */
export function compileRuleset(version: number, document: unknown): CompiledRuleset {
  const { settings } = (document ?? {}) as { settings?: { timeZone?: string } };
  return { version, timeZone: settings?.timeZone ?? defaultTimeZone };
}
