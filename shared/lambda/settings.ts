import { environment, readSetting } from './environment.ts';
import { openedOnce } from './ground.ts';
import { platformOf } from './platform.ts';
import { poolTokens } from './token.ts';

/** The platform that the function's environment describes. */
export const platformFromEnvironment = openedOnce((ground) =>
  platformOf({
    ...ground,
    verifyToken: poolTokens({
      issuer: readSetting(environment.cognitoIssuer),
      jwksUri: readSetting(environment.cognitoJwksUri),
      clientId: readSetting(environment.userPoolClientId),
    }),
  }),
);
