import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import type { RunContext } from '../../extensions/kilowatch/src/sync/run-context.ts';

/** What a run needs of secrets where no consent has brought tokens of its own. */
export const noTokens: Pick<RunContext, 'vault' | 'openAccess'> = {
	vault: createVault([]),
	openAccess: () => {
		throw new Error('No consent here has tokens');
	},
};
