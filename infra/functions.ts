import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { areas } from './routes.ts';

const root = join(import.meta.dirname, '..');
/** A share of a CPU that a decision of 200 lines needs to stay in milliseconds. */
const memoryMb = 1_024;
/** Above what the write path tries (4 s), below the gateway's 30 s. */
const timeoutSeconds = 15;

type Made = {
  readonly environment: Record<string, string>;
  readonly sandbox: boolean;
  readonly timeoutSeconds: number;
};

/** The function whose handler is in `functions/<name>`, with its own role and log group. */
export function functionOf(scope: Construct, name: string, { environment, sandbox, timeoutSeconds }: Made) {
  const logGroup = new LogGroup(scope, `Log-${name}`, {
    retention: sandbox ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
    removalPolicy: sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
  return new NodejsFunction(scope, `Function-${name}`, {
    entry: join(root, 'functions', name, 'handler.ts'),
    depsLockFilePath: join(root, 'package-lock.json'),
    projectRoot: root,
    handler: 'handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memoryMb,
    timeout: Duration.seconds(timeoutSeconds),
    environment,
    logGroup,
    // Nothing is left to the runtime: the SDK that was tested is the one that runs.
    bundling: { format: OutputFormat.CJS, minify: true, target: 'node24', externalModules: [] },
  });
}

/** One function an area. */
export const areaFunctions = (scope: Construct, made: Omit<Made, 'timeoutSeconds'>): Map<string, NodejsFunction> =>
  new Map(areas.map((area) => [area, functionOf(scope, area, { ...made, timeoutSeconds })]));
