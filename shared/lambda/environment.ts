/** Names of what a function reads from its environment; the stack sets them, `settings.ts` reads them. */
export const environment = {
  tableName: 'TABLE_NAME',
  ecosystem: 'ECOSYSTEM',
  idSecretArn: 'ID_SECRET_ARN',
  userPoolId: 'USER_POOL_ID',
  userPoolClientId: 'USER_POOL_CLIENT_ID',
  cognitoIssuer: 'COGNITO_ISSUER',
  cognitoJwksUri: 'COGNITO_JWKS_URI',
  busName: 'BUS_NAME',
  busArn: 'BUS_ARN',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
} as const;
