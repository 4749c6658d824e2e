import type { Change, Part } from '../../words/diff-texts.ts';
import * as texts from '../../words/diff-texts.ts';
import type { Say } from '../../words/say.ts';

/** Something that a version says, as a value to compare and in words. */
export type Fact = {
  readonly field: string;
  readonly value: unknown;
  readonly label?: string;
  readonly said: string;
  /** What goes without saying of a thing that is new. */
  readonly isPlain?: boolean;
  /** A long list is told by what came and what went. */
  readonly names?: readonly string[];
  /** What holds where nothing is said; needed of facts that not every such thing has. */
  readonly absent?: string;
};

/** A part of a version that comes, goes or changes as a whole; it is the same one while its id is. */
export type Thing = {
  readonly part: Part;
  readonly id: string;
  /** '' in the base document. */
  readonly campaignId: string;
  readonly name: string;
  readonly facts: readonly Fact[];
};

/** What is another in two versions. */
export type Difference = {
  readonly part: Part;
  readonly change: Change;
  readonly id: string;
  readonly campaignId: string;
  /** Of what changed, which fields. */
  readonly fields: readonly string[];
  readonly detail: string;
};

/** How a thing came to be another; null when it did not. */
export function differenceOf(before: Thing | undefined, after: Thing | undefined, say: Say): Difference | null {
  const thing = (after ?? before)!;
  if (!before || !after) return tell(thing, after ? 'added' : 'removed', [], whole(thing, say), say);
  const [had, has] = [before, after].map(({ facts }) => new Map(facts.map((fact) => [fact.field, fact])));
  const fields = [...new Set([...has!.keys(), ...had!.keys()])].filter(
    (field) => !isSame(had!.get(field)?.value, has!.get(field)?.value),
  );
  if (fields.length === 0) return null;
  const what = fields
    .map((field) => sayChanged(had!.get(field), has!.get(field), say))
    .reduce((told, also) => say.text(texts.alsoText, { told, also }));
  return tell(thing, 'changed', fields, what, say);
}

function tell(thing: Thing, change: Change, fields: readonly string[], what: string, say: Say): Difference {
  const { part, id, campaignId, name } = thing;
  return {
    part,
    change,
    id,
    campaignId,
    fields,
    detail: say.text(texts.changeTexts[part][change], { thing: name, what }),
  };
}

const whole = ({ facts }: Thing, say: Say) =>
  facts
    .filter(({ isPlain }) => !isPlain)
    .map(({ label, said }) => say.text(texts.factText, { label, said }))
    .join(', ');

function sayChanged(before: Fact | undefined, after: Fact | undefined, say: Say): string {
  if (before?.names && after?.names) {
    const [had, has] = [new Set(before.names), new Set(after.names)];
    const more = after.names.filter((name) => !had.has(name));
    const less = before.names.filter((name) => !has.has(name));
    return say.text(texts.changedNamesText, { more, less });
  }
  const { label } = (after ?? before)!;
  const [was, is] = [before?.said ?? after?.absent, after?.said ?? before?.absent];
  return say.text(texts.changedFactText, { label, said: is, before: was });
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
