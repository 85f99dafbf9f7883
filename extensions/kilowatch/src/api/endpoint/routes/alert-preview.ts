import { z } from 'zod';
import { mergeSettings } from '../../../alerting/merge-settings.ts';
import { previewRules } from '../../../alerting/preview-rules.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { PreviewAnswer, PreviewRequest } from '../../../shared/http-contract/alerts.ts';
import { readPortfolioSettings } from '../../../storage/alerts/alert-settings.ts';
import { readJudgedBuilding } from '../../../storage/alerts/building-series.ts';
import { countVerdicts } from '../../../storage/alerts/list-alerts.ts';
import { listVisibleBuildings, mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** So many months of meters are judged for one request. */
const MOST_METER_MONTHS = 600;

const previewRequest = z.strictObject({
	settings: z.record(z.string(), z.unknown()).optional(),
	months: z.int().min(1).max(24).default(12),
}) satisfies z.ZodType<PreviewRequest, PreviewRequest>;

/** `POST /kilowatch/buildings/:building/alert-rules/preview`: what the rules would have found on the building's own history. */
export const previewAlertRules = defineRoute({
	method: 'post',
	path: '/buildings/:building/alert-rules/preview',
	access: 'building-update',
	summary: 'What the rules would have found in a building’s own past',
	answers: { json: 'PreviewAnswer' },
	errors: [errorCodes.alertSettings],
	query: nothing,
	body: previewRequest,
	async handle({ runtime: { database }, caller, params, body: { settings, months } }) {
		const key = pathParam(params, 'building');
		const building = await readJudgedBuilding(database, key);
		const merged = mergeSettings(await readPortfolioSettings(database), building.settings, settings);
		if ('mistakes' in merged) throw kilowatchError(errorCodes.alertSettings, merged.mistakes.join('; '));
		const most = Math.floor(MOST_METER_MONTHS / Math.max(1, building.series.length));
		if (months > most) {
			throw kilowatchError(
				errorCodes.invalidRequest,
				`months: at most ${most} for the ${building.series.length} meters of this building`,
			);
		}
		const answer = await previewRules(database, building, {
			settings: merged.settings,
			months,
			now: new Date(),
			mayReadPersonalData: await mayReadPersonalData(caller),
			verdicts: {
				building: await countVerdicts(database, [key]),
				portfolio: await countVerdicts(database, await listVisibleBuildings(caller)),
			},
		});

		return { json: answer satisfies PreviewAnswer };
	},
});
