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

/** One function an area, each with its own role and log group. */
export function areaFunctions(
  scope: Construct,
  environment: Record<string, string>,
  { sandbox }: { readonly sandbox: boolean },
) {
  const made = areas.map((area): [string, NodejsFunction] => {
    const logGroup = new LogGroup(scope, `Log-${area}`, {
      retention: sandbox ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
      removalPolicy: sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const made = new NodejsFunction(scope, `Function-${area}`, {
      entry: join(root, 'functions', area, 'handler.ts'),
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
    return [area, made];
  });
  return new Map(made);
}
