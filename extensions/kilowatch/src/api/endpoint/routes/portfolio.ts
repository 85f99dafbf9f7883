import { z } from 'zod';
import { rank, totalsOf } from '../../../insight/portfolio-figures.ts';
import { readPortfolio } from '../../../insight/portfolio.ts';
import { previousPeriod } from '../../../insight/report-period.ts';
import { portfolioOrders, type PortfolioAnswer } from '../../../shared/http-contract/buildings.ts';
import { listProbablyChangeable, listVisibleBuildings } from '../../access.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing } from '../route.ts';

const orders = portfolioOrders.flatMap((order) => [order, `-${order}`] as const);

/** `GET /kilowatch/portfolio`: the buildings the caller may see, ranked, with what they used in a period. */
export const portfolio = defineRoute({
	method: 'get',
	path: '/portfolio',
	access: 'signed-in',
	summary: 'The buildings the caller may see, ranked, with what they used in a period',
	answers: { json: 'PortfolioAnswer' },
	errors: [],
	query: z.strictObject({
		from: calendarDate.optional(),
		to: calendarDate.optional(),
		sort: z.enum(orders).default('name'),
		compare: z.enum(['true', 'false']).optional(),
	}),
	body: nothing,
	async handle({ runtime, caller, query }) {
		const period = periodOf(query, runtime.environment.KILOWATCH_TIMEZONE, new Date());
		const visible = await listVisibleBuildings(caller);
		const changeable = await listProbablyChangeable(caller, visible);
		const isCompared = query.compare === 'true' || query.sort.endsWith('change');
		const buildings = await readPortfolio(runtime.database, { buildings: visible, period, isCompared });
		const data = rank(buildings, query.sort).map(({ manager, ...row }) => {
			const may_update = changeable.has(row.id);

			return { ...row, manager: may_update ? manager : null, may_update };
		});
		const answer: PortfolioAnswer = {
			data,
			meta: {
				...period,
				previous: isCompared ? previousPeriod(period) : null,
				sort: query.sort,
				scope: caller.scope,
				totals: totalsOf(buildings),
			},
		};

		return { json: answer };
	},
});
