import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Deployed } from './deploy.ts';
import { region } from './emulator.ts';

/** The demo's operator, and an access token for it. */
export async function operatorToken(
  endpoint: string,
  { userPoolId: UserPoolId, userPoolClientId: ClientId }: Deployed,
): Promise<string> {
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Username = 'operator@demo.test';
  const Password = `${randomBytes(18).toString('base64url')}aA1!`;
  try {
    await client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  } catch (fault) {
    if (!(fault instanceof UsernameExistsException)) throw fault;
  }
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'operator' }));
  const login = {
    UserPoolId,
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const,
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  };
  return (await client.send(new AdminInitiateAuthCommand(login))).AuthenticationResult!.AccessToken!;
}
