import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnUserPoolGroup, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

const groups = ['operator', 'support', 'analyst'];

/** The people who steer an ecosystem: invited, never self-registered. */
export function operators(scope: Construct, { sandbox }: { readonly sandbox: boolean }) {
  const pool = new UserPool(scope, 'Operators', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    passwordPolicy: { minLength: 12 },
    deletionProtection: !sandbox,
    removalPolicy: sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
  for (const groupName of groups)
    new CfnUserPoolGroup(scope, `Group-${groupName}`, { groupName, userPoolId: pool.userPoolId });
  const client = pool.addClient('Console', {
    authFlows: { adminUserPassword: true, userSrp: true },
    preventUserExistenceErrors: true,
  });
  return { pool, client };
}
