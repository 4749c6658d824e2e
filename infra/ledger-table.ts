import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { partitionKey, sortKey, ttlAttribute } from '../shared/store/table.ts';

/** The one table of an ecosystem. Its stream is the outbox; outside sandboxes it can be neither deleted nor lost. */
export function ledgerTable(scope: Construct, { sandbox }: { readonly sandbox: boolean }): TableV2 {
  return new TableV2(scope, 'Ledger', {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    timeToLiveAttribute: ttlAttribute,
    billing: Billing.onDemand(),
    // Entries are never changed, so the old image would say nothing.
    dynamoStream: StreamViewType.NEW_IMAGE,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: !sandbox,
    removalPolicy: sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}
