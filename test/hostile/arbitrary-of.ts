import fc from 'fast-check';
import type * as z from 'zod';

/** Longer lists and texts add size, not kinds. */
const itemsMax = 3;
const textMax = 40;
const smallRange = 1_000;

type Def = {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly values?: readonly unknown[];
};
type Check = {
  readonly check?: string;
  readonly pattern?: RegExp;
  readonly value?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

const defOf = (schema: z.ZodType) => schema._zod.def as unknown as Def;
const checksOf = ({ checks = [] }: Def): Check[] => checks.map(({ _zod }) => _zod.def);
const optionalTypes = ['optional', 'default', 'prefault'];

/** Values of the shape that a contract describes; what only its refinements refuse may be among them. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape!);
      const requiredKeys = fields
        .filter(([, field]) => !optionalTypes.includes(defOf(field).type))
        .map(([name]) => name);
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, arbitraryOf(field)])), { requiredKeys });
    }
    case 'optional':
    case 'default':
    case 'prefault':
      return arbitraryOf(def.innerType!);
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType!));
    case 'pipe':
      return schema.meta()?.format === 'date-time' ? someTime : arbitraryOf(def.in!);
    case 'string':
      return textOf(def);
    case 'number':
      return numberOf(def);
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries!));
    case 'literal':
      return fc.constantFrom(...def.values!);
    case 'union':
      return fc.oneof(...def.options!.map(arbitraryOf));
    case 'array': {
      const least = Math.min(boundOf(def, 'min_length', 'minimum') ?? 0, itemsMax);
      const most = boundOf(def, 'max_length', 'maximum') ?? itemsMax;
      return fc.array(arbitraryOf(def.element!), {
        minLength: least,
        maxLength: Math.min(most, Math.max(least, itemsMax)),
      });
    }
    case 'record':
      return fc.dictionary(arbitraryOf(def.keyType!) as fc.Arbitrary<string>, arbitraryOf(def.valueType!), {
        maxKeys: 2,
      });
    default:
      throw new Error(`no arbitrary for a schema of type ${def.type}`);
  }
}

/** About now, where most requests are; poison.ts has the times that nobody means. */
const someTime = fc
  .integer({ min: -3_600, max: 120 })
  .map((seconds) => new Date(Date.now() + seconds * 1_000).toISOString());

function boundOf(def: Def, check: string, name: 'minimum' | 'maximum'): number | undefined {
  return checksOf(def).find((one) => one.check === check)?.[name];
}

function textOf(def: Def): fc.Arbitrary<string> {
  const pattern = checksOf(def).find((one) => one.pattern)?.pattern;
  const minLength = boundOf(def, 'min_length', 'minimum') ?? 0;
  const maxLength = Math.min(boundOf(def, 'max_length', 'maximum') ?? textMax, Math.max(textMax, minLength));
  // What only leaves characters out: plain text is among the rest.
  if (!pattern || pattern.source.startsWith('^[^')) return fc.string({ minLength, maxLength });
  return fc.stringMatching(new RegExp(pattern.source), { maxLength: 60 });
}

function numberOf(def: Def): fc.Arbitrary<number> {
  const bound = (check: string) => checksOf(def).find((one) => one.check === check)?.value;
  const min = bound('greater_than') ?? -smallRange;
  const max = bound('less_than') ?? 10 ** 9;
  const near = fc.integer({ min, max: Math.min(max, Math.max(min, 0) + smallRange) });
  return fc.oneof({ weight: 5, arbitrary: near }, { weight: 1, arbitrary: fc.integer({ min, max }) });
}

/** Values that a contract takes: what a refinement points at is left out, as long as that helps. */
export function goodOnes(schema: z.ZodType, count: number, seed: number): unknown[] {
  const good: unknown[] = [];
  for (const value of fc.sample(arbitraryOf(schema), { numRuns: count * 3, seed })) {
    if (good.length === count) break;
    if (isMended(schema, value)) good.push(value);
  }
  return good;
}

const mendsMax = 6;
function isMended(schema: z.ZodType, value: unknown): boolean {
  for (let mend = 0; mend < mendsMax; mend += 1) {
    const { error } = schema.safeParse(value);
    if (!error) return true;
    for (const { path } of error.issues) leaveOut(value, path);
  }
  return false;
}

function leaveOut(value: unknown, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], value);
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Record<PropertyKey, unknown>)[last];
}
