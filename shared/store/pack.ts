/**
 * Packed strings: a wallet's entry must fit one write unit (design §4 "Bytes"), and stay readable in the console.
 * Fields end with trailing empties cut, so the default of every field packs to ''. Text that holds a separator is
 * percent-encoded; numbers are base 36.
 */
export type Packing<T> = { readonly write: (value: T) => string; readonly read: (text: string) => T };

const plain = /^[A-Za-z0-9._:/-]*$/;
const encode = (text: string) =>
  plain.test(text)
    ? text
    : encodeURIComponent(text).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export const text: Packing<string> = {
  write: encode,
  read: (packed) => (packed.includes('%') ? decodeURIComponent(packed) : packed),
};

/** A whole number; 0 is ''. */
export const int: Packing<number> = {
  write: (value) => (value === 0 ? '' : value.toString(36)),
  read: (packed) => (packed === '' ? 0 : Number.parseInt(packed, 36)),
};

export const intOrNull: Packing<number | null> = {
  write: (value) => (value === null ? '' : value.toString(36)),
  read: (packed) => (packed === '' ? null : Number.parseInt(packed, 36)),
};

export const flag: Packing<boolean> = { write: (value) => (value ? '1' : ''), read: (packed) => packed === '1' };

/** One of a closed list, by its code; the first is ''. Codes are written, so a list may grow but never change. */
export function oneOf<T extends string>(codes: Readonly<Record<T, string>>): Packing<T> {
  const values = new Map(Object.entries(codes).map(([value, code]) => [code as string, value as T]));
  return {
    write: (value) => codes[value],
    read: (packed) => {
      const value = values.get(packed);
      if (value === undefined) throw new Error(`unknown code '${packed}'`);
      return value;
    },
  };
}

/** Fields in a fixed order; new ones go last, so that what was written before reads as their default. */
export function row<T extends object>(
  separator: string,
  columns: { readonly [K in keyof T]-?: Packing<T[K]> },
): Packing<T> {
  const fields = Object.entries(columns) as [keyof T & string, Packing<unknown>][];
  return {
    write: (value) => {
      const parts = fields.map(([name, packing]) => packing.write(value[name]));
      let end = parts.length;
      while (end > 0 && parts[end - 1] === '') end -= 1;
      return parts.slice(0, end).join(separator);
    },
    read: (packed) => {
      const parts = packed.split(separator);
      const value: Record<string, unknown> = {};
      for (let at = 0; at < fields.length; at += 1) value[fields[at]![0]] = fields[at]![1].read(parts[at] ?? '');
      return value as T;
    },
  };
}

/** A list; none is ''. An element that packs to '' is written as `=`. */
export function list<T>(separator: string, element: Packing<T>): Packing<readonly T[]> {
  return {
    write: (values) => values.map((value) => element.write(value) || '=').join(separator),
    read: (packed) =>
      packed === '' ? [] : packed.split(separator).map((part) => element.read(part === '=' ? '' : part)),
  };
}

/** Same bytes, other shape. */
export const as = <T, U>(packing: Packing<U>, to: (value: T) => U, from: (value: U) => T): Packing<T> => ({
  write: (value) => packing.write(to(value)),
  read: (packed) => from(packing.read(packed)),
});

/** `inner`, with null as ''. */
export const orNull = <T>(inner: Packing<T>): Packing<T | null> => ({
  write: (value) => (value === null ? '' : inner.write(value)),
  read: (packed) => (packed === '' ? null : inner.read(packed)),
});
