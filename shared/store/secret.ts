import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { attemptsMax, connectionTimeoutMs, requestTimeoutMs } from './client.ts';

/** The text of a secret; read once when a function starts. */
export async function loadSecret(secretArn: string): Promise<string> {
  const client = new SecretsManagerClient({
    maxAttempts: attemptsMax,
    requestHandler: {
      requestTimeout: requestTimeoutMs,
      connectionTimeout: connectionTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!SecretString) throw new Error('the id secret is empty');
    return SecretString;
  } finally {
    client.destroy();
  }
}
