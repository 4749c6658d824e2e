import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Ecosystem } from '../shared/domain/ecosystem.ts';
import { environment } from '../shared/lambda/environment.ts';
import { httpApi } from './api.ts';
import { areaFunctions } from './functions.ts';
import { ledgerTable } from './ledger-table.ts';
import { cognitoAddresses } from './local.ts';
import { operators } from './operators.ts';
import { reactions } from './reactions.ts';

const idSecretLength = 64;

/** One ecosystem, wired: table, operators, functions, API, bus, reactions, schedules. */
export class EcosystemStack extends Stack {
  constructor(scope: Construct, id: string, { ecosystem }: { readonly ecosystem: Ecosystem }) {
    super(scope, id, { terminationProtection: !ecosystem.sandbox });
    const table = ledgerTable(this, ecosystem);
    const { pool, client } = operators(this, ecosystem);
    const cognito = cognitoAddresses(this, pool.userPoolId);
    const idSecret = new Secret(this, 'IdSecret', {
      generateSecretString: { passwordLength: idSecretLength, excludePunctuation: true },
    });
    const bus = new EventBus(this, 'Bus', { eventBusName: id });

    const shared = {
      [environment.tableName]: table.tableName,
      [environment.ecosystem]: JSON.stringify(ecosystem),
      [environment.idSecretArn]: idSecret.secretArn,
    };
    const functions = areaFunctions(this, {
      environment: {
        ...shared,
        [environment.userPoolId]: pool.userPoolId,
        [environment.userPoolClientId]: client.userPoolClientId,
        [environment.cognitoIssuer]: cognito.issuer,
        [environment.cognitoJwksUri]: cognito.jwksUri,
      },
      sandbox: ecosystem.sandbox,
    });
    for (const one of functions.values()) {
      table.grantReadWriteData(one);
      idSecret.grantRead(one);
    }
    reactions(this, { table, bus, idSecret, environment: shared, sandbox: ecosystem.sandbox });
    const api = httpApi(this, functions);

    Tags.of(this).add('boucle:ecosystem', ecosystem.id);
    new CfnOutput(this, 'ApiUrl', { value: `${api.apiEndpoint}/v1` });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'BusName', { value: bus.eventBusName });
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }
}
