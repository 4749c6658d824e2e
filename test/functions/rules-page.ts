import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const page = readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8');

/** A row of a table: what is done, and what has to come out. */
export type Row = {
  /** RFC 3339, by the clock of Paris. */
  readonly at: string;
  readonly shop: string;
  readonly act: string;
  readonly earns: string;
};

/** A block of the page and the table below it. */
export type Example = {
  readonly title: string;
  readonly document: Record<string, unknown>;
  readonly rows: readonly Row[];
};

/** Summer time in 2026, by local text. */
const summer = ['2026-03-29 02:00', '2026-10-25 03:00'] as const;
const instantText = (local: string) =>
  `${local.replace(' ', 'T')}:00${local >= summer[0] && local < summer[1] ? '+02:00' : '+01:00'}`;

const isRow = (line: string) => line.startsWith('| 2');

/** Every block with its heading; one without rows is a fault of the page. */
export function examples(): Example[] {
  return page.split(/^#{2,3} /m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n')).replaceAll('`', '');
    const blocks = section.split(/^```json\n/m).slice(1);
    return blocks.map((block, place): Example => {
      const [json = '', rest = ''] = block.split(/^```$/m);
      const rows = rest.split('\n').filter(isRow).map(rowOf);
      if (rows.length === 0) throw new Error(`no rows below a block of ${title}`);
      const read = JSON.parse(json);
      const document = Array.isArray(read) ? { rules: read } : read;
      return { title: blocks.length > 1 ? `${title}, ${place + 1}` : title, document, rows };
    });
  });
}

function rowOf(line: string): Row {
  const [at = '', shop = '', act = '', earns = ''] = line
    .split('|')
    .slice(1)
    .map((cell) => cell.trim());
  return { at: instantText(at), shop, act, earns };
}

const minor = (text: string) => Math.round(Number(text) * 100);
const itemPattern = /^(?:(\d+) × )?(\d+\.\d\d)((?: (?:sku|category|brand|attribute)=[a-z]+)*)$/;

/** `2 × 4.00 sku=apple + 1.00 via web, paid 1.00` as the body of a purchase. */
export function basketOf(act: string) {
  const [goods = '', paid] = act.split(', paid ');
  const [inside = '', channel] = goods.split(' via ');
  const [items = '', storeId] = inside.split(' in ');
  const lines = items.split(' + ').map((item) => {
    const [, count = '1', price, keys] = itemPattern.exec(item) ?? [];
    if (price === undefined) throw new Error(`not a line: ${item}`);
    const quantity = Number(count);
    const named = Object.fromEntries(
      (keys ?? '')
        .trim()
        .split(' ')
        .filter(Boolean)
        .map((pair) => pair.split('=')),
    );
    const { attribute, ...rest } = named as Record<string, string>;
    return {
      amountMinor: quantity * minor(price),
      quantity,
      ...rest,
      ...(attribute ? { attributes: [attribute] } : {}),
    };
  });
  return {
    lines,
    ...(channel === undefined ? {} : { channel }),
    ...(storeId === undefined ? {} : { storeId }),
    ...(paid === undefined ? {} : { pay: { amountMinor: minor(paid) } }),
  };
}
