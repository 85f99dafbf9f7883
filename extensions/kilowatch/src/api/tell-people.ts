import { tellAlerts } from '../alerting/tell-alerts.ts';
import { tellManagers } from '../consent/tell-managers.ts';
import { localDateOf } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Database } from '../storage/database.ts';
import type { ApiContext } from './directus.ts';
import type { Environment } from './environment.ts';
import { studioUrl } from './studio-url.ts';

type NotifyingContext = Pick<ApiContext, 'services' | 'getSchema'>;

interface TellingTools {
	database: Database;
	environment: Environment;
	warn: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Tells people of consents by Directus' notifications, which it mails to whoever wants that. Answers how many were told. */
export function tellPeople(
	context: NotifyingContext,
	tools: TellingTools,
	now: Date,
	only?: 'stale',
): Promise<number> {
	return tellManagers(
		notifyBy(context, tools),
		localDateOf(now.getTime() / 1000, tools.environment.KILOWATCH_TIMEZONE),
		only,
	);
}

/** Tells people of alerts in the same way. */
export function tellOfAlerts(
	context: NotifyingContext,
	tools: TellingTools,
	only?: 'stale',
): Promise<number> {
	return tellAlerts({ ...notifyBy(context, tools), scope: tools.environment.KILOWATCH_SCOPE }, only);
}

function notifyBy({ services, getSchema }: NotifyingContext, { database, environment, warn }: TellingTools) {
	return {
		database,
		async notify(recipient: string, { subject, message }: { subject: string; message: string }) {
			const notifications = new services.NotificationsService({
				schema: await getSchema(),
				accountability: null,
			});

			return Number(await notifications.createOne({ recipient, subject, message }));
		},
		buildingUrl: (building: BuildingKey) => studioUrl(environment, `/buildings/${building}`),
		log: warn,
	};
}
