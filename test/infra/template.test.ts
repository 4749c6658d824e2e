import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { EcosystemStack } from '../../infra/ecosystem-stack.ts';
import { festival } from '../../infra/ecosystems/festival.ts';
import { demo } from '../../infra/ecosystems/list.ts';
import { mall } from '../../infra/ecosystems/mall.ts';
import { routes } from '../../infra/routes.ts';
import { routeKeyOf } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/routes.ts';
import type { Ecosystem } from '../../shared/domain/ecosystem.ts';
import { environment } from '../../shared/lambda/environment.ts';

function templateOf(ecosystem: Ecosystem): Template {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(new EcosystemStack(app, `boucle-${ecosystem.id}`, { ecosystem }));
}
const live = templateOf(mall({ id: 'paris', name: 'Paris', currency: 'EUR' }));
const sandbox = templateOf(demo);
/** One an area, and the consumer of the stream. */
const functionCount = 10;

const environmentsOf = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Function')).map(
    (one) => one.Properties.Environment?.Variables ?? {},
  );

test('the ledger can be neither deleted nor lost outside sandboxes', () => {
  live.hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    },
  });
  sandbox.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
});

test('only a sandbox carries the setting that lets a caller set the clock', () => {
  const settings = (template: Template) =>
    environmentsOf(template)
      .filter((one) => environment.ecosystem in one)
      .map((one) => JSON.parse(one[environment.ecosystem]).sandbox);
  expect(settings(sandbox)).toEqual(Array(functionCount).fill(true));
  expect(settings(live)).toEqual(Array(functionCount).fill(false));
  expect(festival({ id: 'f', name: 'F', currency: 'EUR' }).sandbox).toBe(false);
});

test('every function runs Node 24 on arm64, with a role and a log group of its own that keeps logs for a time', () => {
  live.resourceCountIs('AWS::Lambda::Function', functionCount);
  live.allResourcesProperties('AWS::Lambda::Function', { Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  const functions = Object.values(live.findResources('AWS::Lambda::Function'));
  const distinct = (read: (one: (typeof functions)[number]) => unknown) =>
    new Set(functions.map((one) => JSON.stringify(read(one)))).size;
  expect(distinct((one) => one.Properties.Role)).toBe(functionCount);
  expect(distinct((one) => one.Properties.LoggingConfig.LogGroup)).toBe(functionCount);
  live.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
});

test('no function may do everything, or anything to everything', () => {
  for (const policy of Object.values(live.findResources('AWS::IAM::Policy'))) {
    for (const statement of policy.Properties.PolicyDocument.Statement) {
      expect([statement.Action].flat()).not.toContain('*');
      if (JSON.stringify(statement.Resource) === '"*"') expect(statement.Action).toBe('dynamodb:ListStreams');
    }
  }
});

/** Statements of the policies of a role, by the role's logical id. */
function statementsOf(template: Template, role: string): { Action: string | string[]; Resource: unknown }[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies
    .filter(({ Properties }) => Properties.Roles.some((one: { Ref?: string }) => one.Ref === role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
const roleOfArn = (arn: { 'Fn::GetAtt': [string, string] }) => arn['Fn::GetAtt'][0];

test('a schedule may put events on this bus and do nothing else, and only for schedules of its own group', () => {
  const roles = Object.entries(live.findResources('AWS::IAM::Role'));
  const [role, { Properties }] = roles.find(([, one]) => JSON.stringify(one).includes('scheduler.amazonaws.com'))!;
  const [group] = Object.keys(live.findResources('AWS::Scheduler::ScheduleGroup'));
  const [bus] = Object.keys(live.findResources('AWS::Events::EventBus'));
  expect(Properties.AssumeRolePolicyDocument.Statement).toHaveLength(1);
  expect(Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toEqual({
    'aws:SourceAccount': { Ref: 'AWS::AccountId' },
    'aws:SourceArn': { 'Fn::GetAtt': [group, 'Arn'] },
  });
  expect(statementsOf(live, role)).toMatchObject([
    { Action: 'events:PutEvents', Resource: { 'Fn::GetAtt': [bus, 'Arn'] } },
  ]);
});

test('only the consumer of the stream sets schedules, those of the group, and passes them that one role', () => {
  const functions = Object.entries(live.findResources('AWS::Lambda::Function'));
  const scheduling = functions.filter(([, one]) =>
    JSON.stringify(statementsOf(live, roleOfArn(one.Properties.Role))).includes('scheduler:'),
  );
  expect(scheduling.map(([id]) => id)).toEqual([expect.stringMatching(/^Functionproject/)]);
  const [, { Properties }] = scheduling[0]!;
  const variables = Properties.Environment.Variables;
  expect(Object.keys(variables)).toEqual(
    expect.arrayContaining([environment.busArn, environment.scheduleGroup, environment.scheduleRoleArn]),
  );
  const statements = statementsOf(live, roleOfArn(Properties.Role));
  const on = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action))!;
  expect([on('scheduler:CreateSchedule').Action].flat()).toEqual([
    'scheduler:CreateSchedule',
    'scheduler:UpdateSchedule',
    'scheduler:DeleteSchedule',
  ]);
  const [group] = Object.values(live.findResources('AWS::Scheduler::ScheduleGroup'));
  expect(JSON.stringify(on('scheduler:CreateSchedule').Resource)).toContain(`:schedule/${group!.Properties.Name}/*"`);
  expect(on('iam:PassRole').Resource).toEqual(variables[environment.scheduleRoleArn]);
  expect(on('events:PutEvents').Resource).toEqual(variables[environment.busArn]);
});

test('the gateway has exactly the routes of the contract, and sends the rest to the 404 problem', () => {
  expect(routes).toEqual(Object.fromEntries(operations.map((one) => [routeKeyOf(one), one.area])));
  const keys = Object.values(live.findResources('AWS::ApiGatewayV2::Route')).map((route) => route.Properties.RouteKey);
  expect(keys.sort()).toEqual([...Object.keys(routes), '$default'].sort());
});

test('the consumer of the stream gets entries and campaigns only, and a record that fails goes to a queue after bounded tries', () => {
  live.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
  const [mapping] = Object.values(live.findResources('AWS::Lambda::EventSourceMapping'));
  const { FilterCriteria: criteria, DestinationConfig: destination, ...props } = mapping!.Properties;
  expect(criteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'WALLET#' }] } } } },
    { dynamodb: { Keys: { pk: { S: ['CAMPAIGNS'] } } } },
  ]);
  expect(props).toMatchObject({
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 8,
    MaximumRecordAgeInSeconds: 21_600,
    StartingPosition: 'TRIM_HORIZON',
  });
  const queueId = destination.OnFailure.Destination['Fn::GetAtt'][0];
  expect(live.findResources('AWS::SQS::Queue')[queueId]).toMatchObject({ Properties: { SqsManagedSseEnabled: true } });
});

test('the consumer of the stream writes what it notes, and can write no entry', () => {
  const policies = Object.entries(live.findResources('AWS::IAM::Policy')).filter(([id]) => id.includes('project'));
  const statements = policies.flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
  const writing = statements.filter((one) =>
    /(Put|Update|Delete|Write|Check)\w*(Item|\*)/.test([one.Action].flat().join()),
  );
  const allowed = writing.map(({ Action: action, Condition: condition }) => [
    action,
    condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'],
  ]);
  expect(allowed).toEqual([
    ['dynamodb:PutItem', ['RECEIPT#*', 'FIRST-PURCHASE*', 'CLAIM#*', 'STAKE#*', 'ANNOUNCED*']],
    ['dynamodb:DeleteItem', ['CLAIM#*']],
    ['dynamodb:UpdateItem', ['LIMIT#*']],
  ]);
  const all = statements.flatMap((one) => [one.Action].flat()).filter((action) => action.startsWith('dynamodb:'));
  expect(all).not.toContain('dynamodb:*');
  expect(all).not.toContain('dynamodb:Scan');
});
