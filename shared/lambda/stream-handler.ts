import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { secondMs } from '../domain/instant.ts';
import { campaignPartition } from '../store/key-names.ts';
import { entryOfImage, type StreamAttribute } from '../store/stream-entry.ts';
import { faultFields } from './fault.ts';
import { reactingFromEnvironment } from './reacting.ts';
import type { Reacting, Reaction, Reactions } from './reaction.ts';

/** Records under way at once: each waits for the table most of its time. */
const atOnceMax = 10;
/** Left of the function's time when it leaves the rest of a batch for the next. */
const giveUpMs = 5 * secondMs;
/** Without a context, in a test: longer than any batch may take. */
const withoutContextMs = 60 * secondMs;

type Answering = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

const logger = new Logger();

/**
 * The function of a consumer of the table's stream: every record goes through all reactions to its kind, whatever
 * becomes of the others, so that one that can never be read holds up nothing but itself; records of one item go one
 * after another. It answers which records failed; when none succeeded it fails altogether, which shows in the
 * function's own figures.
 */
export function streamHandler(
  reactions: Reactions,
  open: () => Promise<Reacting> = () => reactingFromEnvironment(logger),
): Answering {
  return async ({ Records: records }, context) => {
    const reacting = await open();
    const until = reacting.clock.machine() + (context.getRemainingTimeInMillis?.() ?? withoutContextMs) - giveUpMs;
    const failed: string[] = [];
    for (let from = 0; from < records.length; from += atOnceMax) {
      const some = records.slice(from, from + atOnceMax);
      const hasTime = reacting.clock.machine() < until;
      const done = hasTime ? await inTurn(some, (record) => reactTo(record, reactions, reacting)) : [];
      failed.push(...some.filter((_, at) => !done[at]).map(sequenceNumberOf));
    }
    if (failed.length > 0 && failed.length === records.length) throw new Error(`none of ${failed.length} records done`);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

/** Side by side, but those of one item in their order. */
function inTurn(records: readonly DynamoDBRecord[], react: (record: DynamoDBRecord) => Promise<boolean>) {
  const turns = new Map<string, Promise<boolean>>();
  return Promise.all(
    records.map((record) => {
      const item = JSON.stringify(record.dynamodb?.Keys);
      const turn = (turns.get(item) ?? Promise.resolve()).then(() => react(record));
      turns.set(item, turn);
      return turn;
    }),
  );
}

/** Whether every reaction to a record is done. */
async function reactTo(record: DynamoDBRecord, reactions: Reactions, reacting: Reacting): Promise<boolean> {
  const { NewImage: image, Keys: keys } = record.dynamodb ?? {};
  const about = { pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '' };
  const told = (what: string, fault: unknown) => {
    reacting.log.error(what, { ...about, ...faultFields(fault) });
    return false;
  };
  if (!image) return true;
  try {
    const started =
      about.pk === campaignPartition
        ? start(reactions.toCampaigns, reacting, about.sk)
        : start(reactions.toEntries, reacting, entryOfImage(image as Readonly<Record<string, StreamAttribute>>));
    const done = await Promise.all(
      started.map(({ name, end }) =>
        end.then(
          () => true,
          (fault: unknown) => told(`${name} failed`, fault),
        ),
      ),
    );
    return done.every(Boolean);
  } catch (fault) {
    return told('not readable', fault);
  }
}

const start = <T>(reactions: readonly Reaction<T>[], reacting: Reacting, written: T) =>
  reactions.map(({ name, react }) => ({ name, end: react(reacting, written) }));
