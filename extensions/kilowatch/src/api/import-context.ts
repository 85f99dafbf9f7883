import type { ImportContext } from '../importing/import-file.ts';
import { TIME_ZONE } from '../providers/enedis/rules.ts';
import type { Runtime } from './runtime.ts';

/** What an import needs, wherever its file comes from. */
export function importContext(
	{ database, environment }: Pick<Runtime, 'database' | 'environment'>,
	finish: ImportContext['finish'],
	signal: AbortSignal,
): ImportContext {
	return {
		database,
		now: new Date(),
		// Enedis’ days are days of this zone, wherever the building is.
		zone: TIME_ZONE,
		retentionMonths: {
			totals: environment.KILOWATCH_DAILY_MONTHS,
			curve: environment.KILOWATCH_READINGS_MONTHS,
		},
		finish,
		signal,
	};
}
