import { defineHook } from '@directus/extensions-sdk';
import { getRuntime } from '../runtime.ts';
import { registerDeviceRules } from './devices.ts';
import { registerInstall } from './install.ts';
import { registerProtections } from './protections.ts';
import { registerReadingFilters } from './readings.ts';
import { registerSchedule } from './schedule.ts';

export default defineHook((register, context) => {
	const runtime = getRuntime(context);

	registerInstall(register, context, runtime);
	registerReadingFilters(register, runtime, Number(context.env.QUERY_LIMIT_DEFAULT));
	registerProtections(register, runtime);
	registerDeviceRules(register, context, runtime);
	registerSchedule(register, context, runtime);
});
