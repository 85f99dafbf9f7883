import type { Provider } from '../../providers/provider.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { ProviderName } from '../../shared/names.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';

/**
 * The provider, ready for a consent: configured, and with a key under which its credentials can be kept.
 *
 * @throws a Directus error that says what is missing
 */
export function connectableProvider({ providers, vault }: Runtime, name: ProviderName): Provider {
	const provider = providers.providers.get(name);
	if (!provider) {
		const missing = providers.states.find((state) => state.name === name)?.missing ?? [];
		const reason =
			missing.length > 0 ? `set ${missing.join(', ')}` : 'it cannot be connected by consent here';
		throw kilowatchError(errorCodes.providerOff, `Provider ${name} is off: ${reason}`);
	}
	if (!vault.ready) {
		throw kilowatchError(
			errorCodes.providerOff,
			'Credentials cannot be kept: set IOT_ENCRYPTION_KEY to 32 bytes, as base64 or 64 hex characters',
		);
	}

	return provider;
}
