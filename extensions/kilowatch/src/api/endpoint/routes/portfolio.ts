import { z } from 'zod';
import { readPortfolio } from '../../../insight/portfolio.ts';
import type { PortfolioAnswer } from '../../../shared/http-contract/buildings.ts';
import { listProbablyChangeable, listVisibleBuildings } from '../../access.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing } from '../route.ts';

/** `GET /kilowatch/portfolio`: the buildings the caller may see, with what they used in a period. */
export const portfolio = defineRoute({
	method: 'get',
	path: '/portfolio',
	access: 'signed-in',
	summary: 'The buildings the caller may see, with what they used in a period',
	answers: { json: 'PortfolioAnswer' },
	errors: [],
	query: z.strictObject({ from: calendarDate.optional(), to: calendarDate.optional() }),
	body: nothing,
	async handle({ runtime, caller, query }) {
		const period = periodOf(query, runtime.environment.KILOWATCH_TIMEZONE, new Date());
		const visible = await listVisibleBuildings(caller);
		const changeable = await listProbablyChangeable(caller, visible);
		const buildings = await readPortfolio(runtime.database, visible, period);
		const data = buildings.map(({ manager, ...row }) => {
			const may_update = changeable.has(row.id);

			return { ...row, manager: may_update ? manager : null, may_update };
		});

		return { json: { data, meta: { ...period, scope: caller.scope } } satisfies PortfolioAnswer };
	},
});
