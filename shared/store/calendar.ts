import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { type Instant, secondMs } from '../domain/instant.ts';
import { type BusEvent, busSource, openBus, type Publish } from './bus.ts';
import { attemptsMax, connectionTimeoutMs } from './client.ts';

/** The ecosystem's bus, and what puts events on it at their time. */
export type Calendar = {
  /** Sets the only schedule of this name, whether or not it stood before; it deletes itself once it has fired. */
  readonly schedule: (name: string, at: Instant, event: BusEvent) => Promise<void>;
  /** Whether a schedule of this name stood; it does no more. */
  readonly remove: (name: string) => Promise<boolean>;
  /** Puts an event on the bus now. */
  readonly put: Publish;
};

export type CalendarNames = {
  readonly busArn: string;
  readonly scheduleGroup: string;
  readonly scheduleRoleArn: string;
};

/** Writes of the control plane; far more than they take. */
const requestTimeoutMs = 3_000;

/** The calendar of an ecosystem, with its own time-outs and attempts; where it connects is the environment's to say. */
export function openCalendar(
  { busArn, scheduleGroup: GroupName, scheduleRoleArn }: CalendarNames,
  config: { readonly endpoint?: string; readonly region?: string } = {},
): Calendar {
  const own = {
    maxAttempts: attemptsMax,
    requestHandler: {
      requestTimeout: requestTimeoutMs,
      connectionTimeout: connectionTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...config,
  };
  const scheduler = new SchedulerClient(own);
  return {
    async schedule(Name, at, event) {
      const wanted: CreateScheduleCommandInput = {
        Name,
        GroupName,
        ScheduleExpression: `at(${secondOf(at)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: busArn,
          RoleArn: scheduleRoleArn,
          EventBridgeParameters: { Source: busSource, DetailType: event.type },
          Input: JSON.stringify(event),
        },
      };
      try {
        await scheduler.send(new CreateScheduleCommand(wanted));
      } catch (fault) {
        if (!(fault instanceof ConflictException)) throw fault;
        await scheduler.send(new UpdateScheduleCommand(wanted));
      }
    },

    async remove(Name) {
      try {
        await scheduler.send(new DeleteScheduleCommand({ Name, GroupName }));
        return true;
      } catch (fault) {
        if (fault instanceof ResourceNotFoundException) return false;
        throw fault;
      }
    },

    put: openBus(busArn, config),
  };
}

/** Schedules know whole seconds: an event comes up to a second late, never early. */
const secondOf = (at: Instant) => new Date(Math.ceil(at / secondMs) * secondMs).toISOString().slice(0, 19);
