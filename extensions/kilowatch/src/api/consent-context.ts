import type { ConsentContext } from '../consent/consent-context.ts';
import type { Runtime } from './runtime.ts';

/** What the end of a consent needs, as this process has it. */
export function consentContext({
	database,
	vault,
	providers,
	removeFiles,
}: Pick<Runtime, 'database' | 'vault' | 'providers' | 'removeFiles'>): ConsentContext {
	return { database, vault, providers: providers.providers, now: () => new Date(), removeFiles };
}
