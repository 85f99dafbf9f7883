import { logExport, personalDataCsv, personalDataJson } from '../../../../consent/personal-data.ts';
import { consentContext } from '../../../consent-context.ts';
import { defineHolderRoute, toHolderPage } from '../../holder/holder-route.ts';

/** `GET /kilowatch/holder/:token/data?format=json|csv`: all that is stored of the meter, as a file. */
export const holderData = defineHolderRoute({
	method: 'get',
	path: '/data',
	summary: 'All that is stored of the holder’s meter, as a file',
	answers: { media: ['application/json', 'text/csv'] },
	async handle(request) {
		const { runtime, context, http } = request;
		const { state, meter } = context;
		if (!state.mayDownload) return toHolderPage(request);

		const format = http.request.query.format === 'csv' ? 'csv' : 'json';
		await logExport(runtime.database, { device: meter.device, actor: { kind: 'holder' }, format });
		const { device } = meter;
		const consents = consentContext(runtime);

		return {
			stream: format === 'json' ? personalDataJson(consents, device) : personalDataCsv(consents, device),
			type: format === 'json' ? 'application/json' : 'text/csv',
			// The page's own address must not stand in it, nor the meter's number.
			fileName: `kilowatch.${format}`,
		};
	},
});
