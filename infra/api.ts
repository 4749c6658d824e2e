import { HttpApi, type HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { areaOfTheRest, routes } from './routes.ts';

/** The HTTP API. It checks no credential: functions do, so that every answer is a problem document (api.md §1). */
export function httpApi(scope: Construct, functions: ReadonlyMap<string, IFunction>): HttpApi {
  const integrations = new Map(
    [...functions].map(([area, one]) => [area, new HttpLambdaIntegration(`To-${area}`, one)]),
  );
  const api = new HttpApi(scope, 'Api', { defaultIntegration: integrations.get(areaOfTheRest)! });
  for (const [route, area] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const integration = integrations.get(area)!;
    api.addRoutes({ path, methods: [method as HttpMethod], integration, authorizer: new HttpNoneAuthorizer() });
  }
  return api;
}
