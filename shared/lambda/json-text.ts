import type { FieldError } from '../contract/problem.ts';
import type { FieldCode } from '../domain/field-code.ts';
import { pointerOf } from './pointer.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Deeper than any request of the contract; a bound for the parser's own stack. */
export const depthMax = 32;
/** Decimal digits that a JavaScript number keeps exactly: more would be read as another number. */
const digitsMax = 15;
/** Names that reach into an object's prototype when somebody copies it carelessly. */
const namesRefused = new Set(['__proto__', 'constructor', 'prototype']);

const blank = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

class NotJson extends Error {
  readonly code: FieldCode;
  constructor(code: FieldCode) {
    super(code);
    this.code = code;
  }
}

/**
 * Reads JSON strictly. Beside what is no JSON at all, it names what other parsers let pass and read differently:
 * duplicate keys, −0, numbers that a double does not keep, text that is not Unicode, prototype names, deep nesting.
 */
export function readJson(text: string): { value: Json } | { errors: FieldError[] } {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return reader.errors.length > 0 ? { errors: reader.errors } : { value };
  } catch (fault) {
    if (!(fault instanceof NotJson)) throw fault;
    return { errors: [...reader.errors, { pointer: pointerOf(reader.path), code: fault.code }] };
  }
}

class Reader {
  readonly errors: FieldError[] = [];
  readonly path: (string | number)[] = [];
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value();
    this.skip();
    if (this.at < this.text.length) throw new NotJson('invalid-json');
    return value;
  }

  private value(): Json {
    this.skip();
    const next = this.text[this.at];
    if (next === '{') return this.object();
    if (next === '[') return this.array();
    if (next === '"') return this.string();
    for (const [word, value] of literals) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(): Json {
    const members: { [key: string]: Json } = {};
    this.listed('}', () => {
      this.skip();
      if (this.text[this.at] !== '"') throw new NotJson('invalid-json');
      const key = this.string();
      this.path.push(key);
      if (Object.hasOwn(members, key)) this.fault('duplicate-key');
      if (namesRefused.has(key)) this.fault('not-allowed');
      this.take(':');
      const value = this.value();
      if (!namesRefused.has(key)) members[key] = value;
      this.path.pop();
    });
    return members;
  }

  private array(): Json {
    const items: Json[] = [];
    this.listed(']', () => {
      this.path.push(items.length);
      items.push(this.value());
      this.path.pop();
    });
    return items;
  }

  private listed(end: string, item: () => void): void {
    if (this.path.length >= depthMax) throw new NotJson('too-deep');
    this.at += 1;
    this.skip();
    if (this.text[this.at] !== end) {
      for (;;) {
        item();
        this.skip();
        if (this.text[this.at] !== ',') break;
        this.at += 1;
      }
    }
    this.take(end);
  }

  private string(): string {
    const start = this.at;
    for (this.at += 1; this.text[this.at] !== '"'; this.at += 1) {
      if (this.at >= this.text.length) throw new NotJson('invalid-json');
      if (this.text[this.at] === '\\') this.at += 1;
    }
    this.at += 1;
    try {
      const value: string = JSON.parse(this.text.slice(start, this.at));
      if (!value.isWellFormed() || value.includes('\u0000')) this.fault('invalid-text');
      return value;
    } catch {
      throw new NotJson('invalid-json');
    }
  }

  private number(): number {
    number.lastIndex = this.at;
    const written = number.exec(this.text)?.[0];
    if (written === undefined) throw new NotJson('invalid-json');
    this.at += written.length;
    const value = Number(written);
    const digits = written
      .replace(/[eE].*/, '')
      .replace(/[-.]/g, '')
      .replace(/^0+/, '');
    const isExact = Number.isFinite(value) && digits.length <= digitsMax && (value === 0) === (digits === '');
    if (!isExact || Object.is(value, -0)) this.fault('invalid-number');
    return value;
  }

  private take(expected: string): void {
    this.skip();
    if (this.text[this.at] !== expected) throw new NotJson('invalid-json');
    this.at += 1;
  }

  private skip(): void {
    blank.lastIndex = this.at;
    this.at += blank.exec(this.text)?.[0].length ?? 0;
  }

  private fault(code: FieldCode): void {
    this.errors.push({ pointer: pointerOf(this.path), code });
  }
}
