import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { environment } from '../shared/lambda/environment.ts';

/** Where campaigns' starts and ends wait: one-time schedules that put them on the bus, and the role that lets them. */
export class CampaignSchedules extends Construct {
  private readonly bus: EventBus;
  private readonly group: ScheduleGroup;
  private readonly role: Role;

  constructor(scope: Construct, id: string, { bus }: { readonly bus: EventBus }) {
    super(scope, id);
    this.bus = bus;
    // What waits in it belongs to campaigns of the table, and is nothing without it.
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': this.group.scheduleGroupArn },
        },
      }),
      description: 'Schedules put events on the bus of the ecosystem',
    });
    bus.grantPutEventsTo(this.role);
  }

  /** Lets a function set, move and delete schedules of this group, and put events on the bus itself. */
  grantSchedule(one: LambdaFunction): void {
    one.addEnvironment(environment.busArn, this.bus.eventBusArn);
    one.addEnvironment(environment.scheduleGroup, this.group.scheduleGroupName);
    one.addEnvironment(environment.scheduleRoleArn, this.role.roleArn);
    this.bus.grantPutEventsTo(one);
    one.addToRolePolicy(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
        resources: [
          Stack.of(this).formatArn({
            service: 'scheduler',
            resource: 'schedule',
            resourceName: `${this.group.scheduleGroupName}/*`,
          }),
        ],
      }),
    );
    one.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
