/** Names of what a function reads from its environment; the stack sets them. */
export const environment = {
  tableName: 'TABLE_NAME',
  ecosystem: 'ECOSYSTEM',
  idSecretArn: 'ID_SECRET_ARN',
  userPoolId: 'USER_POOL_ID',
  userPoolClientId: 'USER_POOL_CLIENT_ID',
  cognitoIssuer: 'COGNITO_ISSUER',
  cognitoJwksUri: 'COGNITO_JWKS_URI',
  busArn: 'BUS_ARN',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
} as const;

/** A setting that the function cannot do without. */
export function readSetting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
