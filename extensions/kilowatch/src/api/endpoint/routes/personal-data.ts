import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { logExport, personalDataCsv, personalDataJson } from '../../../consent/personal-data.ts';
import type { PersonalDataQuery } from '../../../shared/http-contract/consents.ts';
import { readDevice } from '../../../storage/devices.ts';
import { mayReadPersonalData } from '../../access.ts';
import { consentContext } from '../../consent-context.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const query = z.strictObject({
	format: z.enum(['json', 'csv']).default('json'),
}) satisfies z.ZodType<PersonalDataQuery>;

/** `GET /kilowatch/devices/:device/personal-data`: all that is stored of a meter, as a file. */
export const personalData = defineRoute({
	method: 'get',
	path: '/devices/:device/personal-data',
	access: 'device-update',
	summary: 'All that is stored of a meter, as a file',
	answers: { media: ['application/json', 'text/csv'] },
	errors: [],
	query,
	body: nothing,
	async handle({ runtime, caller, params, query: { format } }) {
		const device = await readDevice(runtime.database, pathParam(params, 'device'));
		if (!device) throw new ForbiddenError();
		if (device.personal && !(await mayReadPersonalData(caller))) throw new ForbiddenError();

		await logExport(runtime.database, {
			device: device.id,
			actor: { kind: 'user', id: caller.accountability?.user ?? undefined },
			format,
		});
		const context = consentContext(runtime);

		return {
			stream: format === 'json' ? personalDataJson(context, device.id) : personalDataCsv(context, device.id),
			type: format === 'json' ? 'application/json' : 'text/csv',
			fileName: `kilowatch-${device.id}.${format}`,
		};
	},
});
