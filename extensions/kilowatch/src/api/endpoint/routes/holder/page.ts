import { doneWords } from '../../../../consent/holder-page/done-notice.ts';
import { showPage } from '../../../../consent/holder-page/show-page.ts';
import { defineHolderRoute } from '../../holder/holder-route.ts';

/** `GET /kilowatch/holder/:token`: the holder's page, whatever stands behind the link now. */
export const holderPage = defineHolderRoute({
	method: 'get',
	path: '',
	summary: 'The holder’s page',
	answers: { media: ['text/html'] },
	async handle({ context, http }) {
		const { done } = http.request.query;

		return { html: await showPage(context, { done: doneWords.find((word) => word === done) }) };
	},
});
