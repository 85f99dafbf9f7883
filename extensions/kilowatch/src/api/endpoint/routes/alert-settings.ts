import { z } from 'zod';
import { mergeSettings, withoutNulls } from '../../../alerting/merge-settings.ts';
import type { AlertSettings } from '../../../domain/alerts/settings.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type {
	AlertSettingsAnswer,
	AlertSettingsRequest,
	PartialAlertSettings,
} from '../../../shared/http-contract/alerts.ts';
import {
	listBuildingSettings,
	readBuildingSettings,
	readPortfolioSettings,
	writePortfolioSettings,
} from '../../../storage/alerts/alert-settings.ts';
import { markSettingsChanged } from '../../../storage/alerts/alert-due.ts';
import type { Database } from '../../../storage/database.ts';
import { listVisibleBuildings } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const alertSettingsRequest = z.strictObject({
	settings: z.record(z.string(), z.unknown()).nullable(),
}) satisfies z.ZodType<AlertSettingsRequest, AlertSettingsRequest>;

/** `GET /kilowatch/buildings/:building/alert-settings` */
export const buildingAlertSettings = defineRoute({
	method: 'get',
	path: '/buildings/:building/alert-settings',
	access: 'building-read',
	summary: 'By which settings a building’s alerts are found',
	answers: { json: 'AlertSettingsAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime: { database }, params }) {
		return { json: await answerOf(database, pathParam(params, 'building')) };
	},
});

/** `POST /kilowatch/buildings/:building/alert-settings`: what is to be otherwise here than in the portfolio, in place of what was. */
export const setBuildingAlertSettings = defineRoute({
	method: 'post',
	path: '/buildings/:building/alert-settings',
	access: 'building-update',
	summary: 'Sets what is otherwise in a building than in the portfolio',
	answers: { json: 'AlertSettingsAnswer' },
	errors: [errorCodes.alertSettings],
	query: nothing,
	body: alertSettingsRequest,
	async handle({ runtime: { database }, caller, params, body }) {
		const building = pathParam(params, 'building');
		// As it was sent: a name that is none is told, even where nothing is said of it.
		checkTogether(await readPortfolioSettings(database), body.settings);
		const { services, schema, accountability } = caller;
		const author = accountability && { ...accountability, admin: true };
		// The hook on `buildings` checks them, and notes that its meters are to be judged again.
		await new services.ItemsService('buildings', { schema, accountability: author }).updateOne(building, {
			alert_settings: withoutNulls(body.settings),
		});

		return { json: await answerOf(database, building) };
	},
});

/** `GET /kilowatch/alert-settings`: those of the portfolio. */
export const portfolioAlertSettings = defineRoute({
	method: 'get',
	path: '/alert-settings',
	access: 'signed-in',
	summary: 'By which settings the portfolio’s alerts are found',
	answers: { json: 'AlertSettingsAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime: { database }, caller }) {
		// Who sees no building has nothing to do with its rules: that is refused here.
		await listVisibleBuildings(caller);

		return { json: await answerOf(database, null) };
	},
});

/** `POST /kilowatch/alert-settings`: the portfolio's; refused where a building's own would contradict them. */
export const setPortfolioAlertSettings = defineRoute({
	method: 'post',
	path: '/alert-settings',
	access: 'admin',
	summary: 'Sets by what the portfolio’s alerts are found',
	answers: { json: 'AlertSettingsAnswer' },
	errors: [errorCodes.alertSettings],
	query: nothing,
	body: alertSettingsRequest,
	async handle({ runtime: { database }, body }) {
		const own = withoutNulls(body.settings);
		checkTogether(body.settings);
		for (const { building, name, settings } of await listBuildingSettings(database)) {
			const there = mergeSettings(own, settings);
			if (!('mistakes' in there)) continue;
			throw kilowatchError(
				errorCodes.alertSettings,
				`The building ${name ?? building} has settings that contradict these: ${there.mistakes.join('; ')}`,
			);
		}
		await database.transaction(async (connection) => {
			await writePortfolioSettings(connection, own);
			await markSettingsChanged(connection, 'all');
		});

		return { json: await answerOf(database, null) };
	},
});

async function answerOf(database: Database, building: string | null): Promise<AlertSettingsAnswer> {
	const portfolio = await readPortfolioSettings(database);
	const own = building === null ? portfolio : await readBuildingSettings(database, building);
	const settings = checkTogether(...(building === null ? [portfolio] : [portfolio, own]));

	return { data: { own: (own ?? {}) as PartialAlertSettings, settings } };
}

function checkTogether(...levels: readonly unknown[]): AlertSettings {
	const merged = mergeSettings(...levels);
	if ('mistakes' in merged) throw kilowatchError(errorCodes.alertSettings, merged.mistakes.join('; '));

	return merged.settings;
}
