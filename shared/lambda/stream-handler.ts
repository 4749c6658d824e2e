import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { secondMs } from '../domain/instant.ts';
import { entryOfImage, type StreamAttribute } from '../store/stream-entry.ts';
import { faultFields } from './fault.ts';
import type { Reacting, Reaction } from './reaction.ts';
import { reactingFromEnvironment } from './settings.ts';

/** Records under way at once: each waits for the table most of its time. */
const atOnceMax = 10;
/** Left of the function's time when it leaves the rest of a batch for the next. */
const giveUpMs = 5 * secondMs;
/** Without a context, in a test: longer than any batch may take. */
const withoutContextMs = 60 * secondMs;

type Answering = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

const logger = new Logger();

/**
 * The function of a consumer of the table's stream: every record goes through all reactions, whatever becomes of the
 * others, so that one that can never be read holds up nothing but itself. It answers which records failed; when none
 * succeeded it fails altogether, which shows in the function's own figures.
 */
export function streamHandler(
  reactions: readonly Reaction[],
  open: () => Promise<Reacting> = () => reactingFromEnvironment(logger),
): Answering {
  return async ({ Records: records }, context) => {
    const reacting = await open();
    const until = reacting.clock.machine() + (context.getRemainingTimeInMillis?.() ?? withoutContextMs) - giveUpMs;
    const failed: string[] = [];
    for (let from = 0; from < records.length; from += atOnceMax) {
      const some = records.slice(from, from + atOnceMax);
      const hasTime = reacting.clock.machine() < until;
      const done = await Promise.all(some.map((record) => hasTime && reactTo(record, reactions, reacting)));
      failed.push(...some.filter((_, at) => !done[at]).map(sequenceNumberOf));
    }
    if (failed.length > 0 && failed.length === records.length) throw new Error(`none of ${failed.length} records done`);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

/** Whether every reaction to a record is done. */
async function reactTo(record: DynamoDBRecord, reactions: readonly Reaction[], reacting: Reacting): Promise<boolean> {
  const { NewImage: image, Keys: keys } = record.dynamodb ?? {};
  const about = { pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '' };
  const told = (what: string, fault: unknown) => {
    reacting.log.error(what, { ...about, ...faultFields(fault) });
    return false;
  };
  if (!image) return true;
  try {
    const entry = entryOfImage(image as Readonly<Record<string, StreamAttribute>>);
    const done = await Promise.all(
      reactions.map(({ name, react }) =>
        react(reacting, entry).then(
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
