import type { NewAlert } from '../storage/alerts/stored-alerts.ts';
import type { AlertChanges } from './reconcile.ts';

/** Writes alerts where others hear of them: Flows and subscribers. The API hands it in, for only it knows Directus. */
export interface AlertWriter {
	/** @returns `known` where one with this key is there already; then nothing has been written */
	create: (alert: NewAlert) => Promise<'created' | 'known'>;
	update: (id: string, changes: AlertChanges) => Promise<void>;
}
