import { tellManagers } from '../consent/tell-managers.ts';
import { localDateOf } from '../domain/local-days.ts';
import type { Database } from '../storage/database.ts';
import type { ApiContext } from './directus.ts';
import type { Environment } from './environment.ts';
import { studioUrl } from './studio-url.ts';

/** Tells people of consents by Directus' notifications, which it mails to whoever wants that. Answers how many were told. */
export function tellPeople(
	{ services, getSchema }: Pick<ApiContext, 'services' | 'getSchema'>,
	{
		database,
		environment,
		warn,
	}: {
		database: Database;
		environment: Environment;
		warn: (message: string, facts: Readonly<Record<string, unknown>>) => void;
	},
	now: Date,
	only?: 'stale',
): Promise<number> {
	return tellManagers(
		{
			database,
			async notify(recipient, { subject, message }) {
				const notifications = new services.NotificationsService({
					schema: await getSchema(),
					accountability: null,
				});

				return Number(await notifications.createOne({ recipient, subject, message }));
			},
			buildingUrl: (building) => studioUrl(environment, `/buildings/${building}`),
			log: warn,
		},
		localDateOf(now.getTime() / 1000, environment.KILOWATCH_TIMEZONE),
		only,
	);
}
