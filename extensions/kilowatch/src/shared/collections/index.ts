import { buildingsViewers } from './buildings-viewers.ts';
import { buildings } from './buildings.ts';
import type { CollectionDefinition } from './collection.ts';
import { iotAdvice } from './iot-advice.ts';
import { iotAlerts } from './iot-alerts.ts';
import { iotAudit } from './iot-audit.ts';
import { iotChannels } from './iot-channels.ts';
import { iotConsents } from './iot-consents.ts';
import { iotDaily } from './iot-daily.ts';
import { iotDevices } from './iot-devices.ts';
import { iotReadings } from './iot-readings.ts';
import { iotReferenceValues } from './iot-reference-values.ts';
import { iotReports } from './iot-reports.ts';
import { iotSyncRuns } from './iot-sync-runs.ts';
import { iotTariffs } from './iot-tariffs.ts';
import { say } from './texts.ts';

/** The folder of the Studio's navigation that holds the collections. A folder is no collection for the licence. */
export const folder = {
	collection: 'kilowatch',
	label: say('Kilowatch', 'Kilowatch', 'Kilowatch', 'Kilowatch'),
	icon: 'bolt',
	color: '#FFA439',
} as const;

/** Every collection of Kilowatch, in the order of the navigation. */
export const collections: readonly CollectionDefinition[] = [
	buildings,
	buildingsViewers,
	iotDevices,
	iotChannels,
	iotReadings,
	iotDaily,
	iotConsents,
	iotSyncRuns,
	iotAlerts,
	iotAdvice,
	iotReports,
	iotTariffs,
	iotReferenceValues,
	iotAudit,
];
