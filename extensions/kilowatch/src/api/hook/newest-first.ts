import { PERIOD_ID_WIDTH } from '../../domain/reading-id.ts';
import type { EventContext, Query } from '../directus.ts';

/**
 * `sort=-timestamp` over all channels would sort every reading there is. The newest page lies in the newest periods: so
 * a lower bound of the id is added, a period wider each time, until the page is full or nothing older is left.
 */
export async function boundNewestFirst(
	query: Query,
	{ database }: EventContext,
	usualPage: number,
): Promise<Query> {
	if (query.sort?.[0] !== '-timestamp' || query.filter || query.search || query.aggregate || query.group) {
		return query;
	}
	const limit = query.limit ?? usualPage;
	if (limit < 1) return query;
	const last = limit + (query.offset ?? ((query.page ?? 1) - 1) * limit);

	const newest = Number((await database('iot_readings').max('id as id').first<{ id: unknown }>()).id ?? 0);
	for (let periods = 1; periods <= MAX_PERIODS; periods *= 2) {
		const bound = (Math.floor(newest / PERIOD_ID_WIDTH) - periods + 1) * PERIOD_ID_WIDTH;
		if (bound <= 0) return query;
		const isFull: unknown = await database('iot_readings')
			.where('id', '>=', bound)
			.offset(last - 1)
			.first('id');
		if (isFull) return { ...query, filter: { id: { _gte: bound } } };
	}

	return query;
}

/** 32 periods are two years. */
const MAX_PERIODS = 32;
