import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { region } from '../../bin/local/emulator.ts';

export type Heard = { readonly source: string; readonly 'detail-type': string; readonly detail: { type: string } };

const pollMs = 500;

/** Client settings for the local AWS. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A rule of a bus with a queue behind it, as an operator would set one up to hear of some types of event. */
export async function listenTo(endpoint: string, EventBusName: string, name: string, types: readonly string[]) {
  const sqs = async (action: string, body: object) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { QueueUrl: string; Messages?: { Body: string; ReceiptHandle: string }[] };
  };
  const { QueueUrl } = await sqs('CreateQueue', { QueueName: name });
  const bus = new EventBridgeClient(localClient(endpoint));
  // By the event's own type: the local AWS does not carry source and detail type over from a schedule.
  const pattern = { detail: { type: types } };
  await bus.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern: JSON.stringify(pattern) }));
  const queue = { Id: 'queue', Arn: `arn:aws:sqs:${region}:000000000000:${name}` };
  await bus.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [queue] }));
  const heard: Heard[] = [];
  return {
    heard,
    /** Waits until so many have come, or for so long. */
    async until(count: number, withinMs: number): Promise<readonly Heard[]> {
      for (const end = Date.now() + withinMs; heard.length < count && Date.now() < end; await sleep(pollMs)) {
        const { Messages = [] } = await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
        for (const { Body, ReceiptHandle } of Messages) {
          heard.push(JSON.parse(Body));
          await sqs('DeleteMessage', { QueueUrl, ReceiptHandle });
        }
      }
      return heard;
    },
  };
}
