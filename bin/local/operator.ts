import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OperatorGroup } from '../../shared/domain/key.ts';
import type { Deployed } from './deploy.ts';
import { region } from './emulator.ts';

/** The demo's operator, or somebody of another group, and an access token for them. */
export async function operatorToken(
  endpoint: string,
  { userPoolId: UserPoolId, userPoolClientId: ClientId }: Deployed,
  group: OperatorGroup = 'operator',
): Promise<string> {
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Username = `${group}@demo.test`;
  const Password = `${randomBytes(18).toString('base64url')}aA1!`;
  try {
    await client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  } catch (fault) {
    if (!(fault instanceof UsernameExistsException)) throw fault;
  }
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: group }));
  const login = {
    UserPoolId,
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const,
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  };
  return (await client.send(new AdminInitiateAuthCommand(login))).AuthenticationResult!.AccessToken!;
}
