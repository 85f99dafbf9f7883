import type { Provider } from '../providers/provider.ts';
import type { Database } from '../storage/database.ts';
import type { Vault } from '../storage/vault/vault.ts';

/** What the end of a consent needs of the process in which it happens. */
export interface ConsentContext {
	database: Database;
	vault: Vault;
	providers: ReadonlyMap<string, Provider>;
	now: () => Date;
	/** deletes files of Directus with all that is made of them; one that is gone already is no error */
	removeFiles: (files: readonly string[]) => Promise<void>;
}
