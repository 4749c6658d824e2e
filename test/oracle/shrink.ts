/** Tries left out of a JSON value, one part at a time: an element of a list, a key of an object, a smaller number. */
function* smaller(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) yield value.toSpliced(at, 1);
    for (let at = 0; at < value.length; at += 1) for (const less of smaller(value[at])) yield value.with(at, less);
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [key] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== key));
    for (const [key, own] of entries) for (const less of smaller(own)) yield { ...value, [key]: less };
  } else if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 1 && Math.abs(value) < 1e10) {
    yield Math.sign(value);
    if (value % 100 !== 0) yield Math.round(value / 100) * 100;
    else yield Math.trunc(value / 2);
  }
}

const stepsMax = 20_000;

/** The smallest JSON value found for which `fails` still holds; what throws does not fail. */
export function shrunk<T>(value: T, fails: (less: T) => boolean): T {
  let least = value;
  let steps = 0;
  search: for (;;) {
    for (const less of smaller(least)) {
      if (steps++ > stepsMax) return least;
      let still = false;
      try {
        still = fails(less as T);
      } catch {
        // Not a ruleset any more.
      }
      if (still) {
        least = less as T;
        continue search;
      }
    }
    return least;
  }
}
