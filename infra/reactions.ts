import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  announcedPartition,
  campaignPartition,
  claimPrefix,
  firstPurchasePartition,
  limitPrefix,
  receiptPrefix,
  stakePrefix,
  walletPrefix,
} from '../shared/store/key-names.ts';
import { functionOf } from './functions.ts';
import { CampaignSchedules } from './schedules.ts';

/** A batch of this many records is done well within the function's time. */
const batchSize = 100;
const timeoutSeconds = 60;
/** Goes at a batch that fails: a poison record holds its shard up for these and no longer. */
const retryAttempts = 8;
/** The bus or the table may be away for so long before records go to the queue. */
const maxRecordAge = Duration.hours(6);
/** As long as a queue can keep what failed for somebody to look at. */
const retention = Duration.days(14);

/** What the reactions write, besides reading: never an entry. */
const written = [
  {
    partitions: [receiptPrefix, firstPurchasePartition, claimPrefix, stakePrefix, announcedPartition],
    actions: ['dynamodb:PutItem'],
  },
  { partitions: [claimPrefix], actions: ['dynamodb:DeleteItem'] },
  { partitions: [limitPrefix], actions: ['dynamodb:UpdateItem'] },
];

type Parts = {
  readonly table: TableV2;
  readonly bus: EventBus;
  readonly idSecret: ISecret;
  readonly environment: Record<string, string>;
  readonly sandbox: boolean;
};

/** The consumer of the table's stream that makes of entries and campaigns what follows from them within seconds (design §6). */
export function reactions(scope: Construct, { table, bus, idSecret, environment, sandbox }: Parts) {
  const project = functionOf(scope, 'project', {
    environment,
    sandbox,
    timeoutSeconds,
  });
  const failed = new Queue(scope, 'FailedReactions', {
    retentionPeriod: retention,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  const entries = FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(walletPrefix) } } },
  });
  const campaigns = FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.isEqual(campaignPartition) } } } });
  project.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      filters: [entries, campaigns],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts,
      maxRecordAge,
      onFailure: new SqsDlq(failed),
    }),
  );
  const resources = [table.tableArn];
  project.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources }));
  for (const { partitions, actions } of written) {
    const conditions = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions.map((prefix) => `${prefix}*`) },
    };
    project.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
  }
  new CampaignSchedules(scope, 'CampaignSchedules', { bus }).grantSchedule(project);
  idSecret.grantRead(project);
}
