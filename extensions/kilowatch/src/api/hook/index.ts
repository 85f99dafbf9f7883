import { defineHook } from '@directus/extensions-sdk';
import { getRuntime } from '../runtime.ts';
import { registerAlertSettings } from './alert-settings.ts';
import { registerBuildingWrites } from './building-writes.ts';
import { registerDayWrites } from './day-writes.ts';
import { registerDeviceRules } from './devices.ts';
import { registerHolderRequests } from './holder-requests.ts';
import { registerInstall } from './install.ts';
import { registerJudgedWrites } from './judged-writes.ts';
import { registerProtections } from './protections.ts';
import { registerReadingQueries } from './reading-queries.ts';
import { registerReadingWrites } from './reading-writes.ts';
import { registerReportFiles } from './report-files.ts';
import { registerSchedule } from './schedule.ts';
import { registerTariffWrites } from './tariff-writes.ts';

export default defineHook((register, context) => {
	const runtime = getRuntime(context);

	registerHolderRequests(register);
	registerInstall(register, context, runtime);
	registerReadingWrites(register, runtime.environment);
	registerBuildingWrites(register, runtime);
	registerDayWrites(register);
	registerTariffWrites(register);
	registerReadingQueries(register, runtime.database, Number(context.env.QUERY_LIMIT_DEFAULT));
	registerProtections(register, runtime);
	registerDeviceRules(register, context, runtime);
	registerAlertSettings(register, runtime);
	registerJudgedWrites(register, runtime);
	registerReportFiles(register, context, runtime);
	registerSchedule(register, context, runtime);
});
