import type { Stack } from 'aws-cdk-lib';

/**
 * Every difference between the local and the AWS deployment; the context `localEndpoint` names the emulator.
 * Issuer: the same name. JWKS: there is no `cognito-idp` host here, the emulator serves the pool's keys itself.
 */
export function cognitoAddresses(
  stack: Stack,
  userPoolId: string,
): { readonly issuer: string; readonly jwksUri: string } {
  const issuer = `https://cognito-idp.${stack.region}.amazonaws.com/${userPoolId}`;
  const localEndpoint: unknown = stack.node.tryGetContext('localEndpoint');
  const from = typeof localEndpoint === 'string' ? `${localEndpoint}/${userPoolId}` : issuer;
  return { issuer, jwksUri: `${from}/.well-known/jwks.json` };
}
