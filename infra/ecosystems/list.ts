import type { Ecosystem } from '../../shared/domain/ecosystem.ts';
import { mall } from './mall.ts';
import { sandboxOf } from './preset.ts';

/** The mall of the demonstration. */
export const demo = sandboxOf(mall({ id: 'demo', name: 'Demo mall', currency: 'EUR' }));

/** One stack each; a new ecosystem is a line here. */
export const ecosystems: readonly Ecosystem[] = [demo];
