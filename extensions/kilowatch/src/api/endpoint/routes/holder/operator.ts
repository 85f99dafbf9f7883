import { toOperatorPage } from '../../../../consent/holder-page/to-operator.ts';
import { defineHolderRoute, toHolderPage } from '../../holder/holder-route.ts';

/** `GET /kilowatch/holder/:token/operator`: what was chosen, and the way on. */
export const holderOperator = defineHolderRoute({
	method: 'get',
	path: '/operator',
	summary: 'What the holder chose, and the way on to the operator',
	answers: { media: ['text/html'] },
	async handle(request) {
		const { context } = request;
		const { state, isProviderOn } = context;
		if (!state.mayConsent || !state.pending?.isChosen || !isProviderOn) return toHolderPage(request);

		return { html: await toOperatorPage(context) };
	},
});
