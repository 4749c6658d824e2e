import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { region, Trouble } from './emulator.ts';

const account = '000000000000';

export type Deployed = {
  apiUrl: string;
  tableName: string;
  busName: string;
  userPoolId: string;
  userPoolClientId: string;
};

/** What every client of the local AWS finds in its environment. */
export function localEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    CDK_DEFAULT_ACCOUNT: account,
    CDK_DEFAULT_REGION: region,
  };
}

/** The real `cdk bootstrap` and `cdk deploy`; deploying what has not changed takes seconds. */
export function deploy(root: string, local: string, endpoint: string): Deployed {
  const outputs = join(local, 'outputs.json');
  const cdk = (...words: string[]) => {
    try {
      execFileSync(join(root, 'node_modules/.bin/cdk'), words, {
        cwd: root,
        stdio: 'pipe',
        env: { ...process.env, ...localEnvironment(endpoint), AWS_CA_BUNDLE: '' },
      });
    } catch (fault) {
      const said = String((fault as { stderr?: Buffer }).stderr ?? '')
        .trim()
        .split('\n')
        .filter((line) => line.includes('❌'))
        .at(-1);
      throw new Trouble(`cdk ${words[0]} failed: ${said ?? 'run it by hand to see why'}`);
    }
  };
  console.log('cdk bootstrap…');
  cdk('bootstrap', `aws://${account}/${region}`);
  console.log('cdk deploy…');
  const context = ['-c', `localEndpoint=${endpoint}`, '-o', join(local, 'cdk.out')];
  cdk('deploy', 'boucle-demo', ...context, '--require-approval', 'never', '--outputs-file', outputs);
  const stack = JSON.parse(readFileSync(outputs, 'utf8'))['boucle-demo'] as Record<string, string>;
  const apiId = new URL(stack.ApiUrl!).hostname.split('.')[0];
  return {
    // The host `<id>.execute-api.localhost` does not resolve in Node; this address works from every client.
    apiUrl: `${endpoint}/_aws/execute-api/${apiId}/$default/v1`,
    tableName: stack.TableName!,
    busName: stack.BusName!,
    userPoolId: stack.UserPoolId!,
    userPoolClientId: stack.UserPoolClientId!,
  };
}
