import type { Table } from '../../shared/store/client.ts';

type Item = { readonly pk: string };
type Write = { readonly Item?: Item; readonly Key?: Item };
type Input = Write & {
  readonly TransactItems?: readonly { readonly Put?: Write; readonly Update?: Write; readonly Delete?: Write }[];
};

/** The partitions that a table's client wrote to, from now on; a write that was refused is none. */
export function writesOf({ client }: Table): string[] {
  const partitions: string[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        if (!/^(?:Put|Update|Delete|TransactWrite)/.test(commandName)) return result;
        const { TransactItems: together, ...alone } = args.input as Input;
        const writes = together?.flatMap(({ Put, Update, Delete }) => Put ?? Update ?? Delete ?? []) ?? [alone];
        partitions.push(...writes.map(({ Item, Key }) => (Item ?? Key)!.pk));
        return result;
      },
    { step: 'initialize', name: 'writes' },
  );
  return partitions;
}
