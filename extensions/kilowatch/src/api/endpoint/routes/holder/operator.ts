import { toOperatorPage } from '../../../../consent/holder-page/to-operator.ts';
import { defineHolderRoute, toHolderPage } from '../../holder/holder-route.ts';

/** `GET /kilowatch/holder/:token/operator`: what was chosen, and the way on. */
export const holderOperator = defineHolderRoute({
	method: 'get',
	path: '/operator',
	async handle(request) {
		const { context } = request;
		const { state, isProviderOn } = context;
		if (!state.mayConsent || !state.pending?.isChosen || !isProviderOn) return toHolderPage(request);

		return { html: await toOperatorPage(context) };
	},
});
