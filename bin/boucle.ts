import { App } from 'aws-cdk-lib';
import { EcosystemStack } from '../infra/ecosystem-stack.ts';
import { ecosystems } from '../infra/ecosystems/list.ts';

const app = new App();
for (const ecosystem of ecosystems) new EcosystemStack(app, `boucle-${ecosystem.id}`, { ecosystem });
