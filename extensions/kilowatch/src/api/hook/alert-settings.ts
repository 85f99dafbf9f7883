import { z } from 'zod';
import { mergeSettings } from '../../alerting/merge-settings.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { markSettingsChanged } from '../../storage/alerts/alert-due.ts';
import { readPortfolioSettings } from '../../storage/alerts/alert-settings.ts';
import type { RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';

/** Fields of a building that its alerts are judged by. */
const judgedBy = ['alert_settings', 'timezone', 'country'];

const written = z.looseObject({ alert_settings: z.unknown().optional() });
const updated = z.looseObject({ keys: z.array(z.union([z.string(), z.number()])) });

/**
 * Keeps a building's settings of alerts true, whoever writes them, and has its meters judged again when something changes that
 * they are judged by.
 */
export function registerAlertSettings(
	register: Pick<RegisterFunctions, 'filter' | 'action'>,
	runtime: Pick<Runtime, 'installation' | 'database' | 'warn'>,
): void {
	const check = async (payload: unknown) => {
		const given = written.safeParse(payload).data;
		if (given?.alert_settings == null || runtime.installation.error !== null) return payload;
		const own = parsed(given.alert_settings);
		const merged = mergeSettings(await readPortfolioSettings(runtime.database), own);
		if ('mistakes' in merged) throw kilowatchError(errorCodes.alertSettings, merged.mistakes.join('; '));

		return { ...given, alert_settings: own };
	};
	filterPermitted(register, 'buildings', 'create', check);
	filterPermitted(register, 'buildings', 'update', check);

	register.action('buildings.items.update', (meta) => {
		const given = updated.safeParse(meta);
		const changes = z.looseObject({}).safeParse(meta.payload).data ?? {};
		if (!given.success || runtime.installation.error !== null) return;
		if (!judgedBy.some((field) => field in changes)) return;
		markSettingsChanged(runtime.database, given.data.keys).catch((error: unknown) => {
			runtime.warn('The meters of a building could not be noted to be judged again', { error });
		});
	});
}

/** An import from a file has JSON as a text. */
function parsed(settings: unknown): unknown {
	if (typeof settings !== 'string') return settings;
	try {
		return JSON.parse(settings);
	} catch {
		throw kilowatchError(errorCodes.alertSettings, 'alert_settings is not JSON');
	}
}
