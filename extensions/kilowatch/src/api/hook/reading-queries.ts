import { detectDatabase } from '../../storage/capabilities.ts';
import type { Query, RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';
import { boundPeriod } from './bound-period.ts';
import { boundNewestFirst } from './newest-first.ts';

/** Gives queries of `/items/iot_readings` the bounds of the id with which they read no more than they need. */
export function registerReadingQueries(
	register: Pick<RegisterFunctions, 'filter'>,
	database: Runtime['database'],
	usualPage: number,
): void {
	let hypertable: Promise<boolean> | undefined;
	register.filter('iot_readings.items.query', async (query, _, context) => {
		hypertable ??= detectDatabase(database).then((state) => state.hypertable);
		// After a failure it is asked again; the rows are the same either way.
		const isHypertable = await hypertable.catch(() => {
			hypertable = undefined;

			return false;
		});
		// A plain table has no chunks to leave out, and PostgreSQL reads a whole key range beside the better index.
		const bounded = isHypertable ? boundPeriod(query as Query) : (query as Query);

		return boundNewestFirst(bounded, context, usualPage);
	});
}
