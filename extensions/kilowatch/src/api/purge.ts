import { personalMonths } from '../domain/kept-months.ts';
import { localDateOf, subtractMonths } from '../domain/local-days.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { purgeAuditMonths } from '../storage/audit/purge-audit.ts';
import { detectDatabase } from '../storage/capabilities.ts';
import type { Database } from '../storage/database.ts';
import { purgeForecasts } from '../storage/forecasts.ts';
import { endLateTransactions } from '../storage/oauth-transactions.ts';
import { purgeInvitations } from '../storage/old-invitations.ts';
import { purgeTemperatures } from '../storage/weather/temperatures.ts';
import { purgeExpired, type PurgedRows } from '../storage/retention.ts';
import type { Environment } from './environment.ts';

/**
 * Part of the night's work: takes away what is past its retention, where the database does not by itself, and what nobody
 * needs of consents that came to nothing.
 *
 * The log is told in one entry a night, on the chain of what belongs to no device: every night takes the oldest day of every
 * meter, by the same rule, and an entry for each of them would be more than everything else in the log together.
 */
export async function purge(database: Database, environment: Environment, now: Date): Promise<PurgedRows> {
	const timeZone = environment.KILOWATCH_TIMEZONE;
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const { retention } = await detectDatabase(database);

	await purgeAuditMonths(database, subtractMonths(today, environment.KILOWATCH_AUDIT_MONTHS));
	await endLateTransactions(database);
	await purgeInvitations(database, now);
	await purgeForecasts(
		database,
		subtractMonths(today, Math.min(environment.KILOWATCH_DAILY_MONTHS, personalMonths.totals)),
	);
	await purgeTemperatures(database, subtractMonths(today, environment.KILOWATCH_DAILY_MONTHS));

	const purged: PurgedRows = { readings: 0, days: 0, chunks: 0 };
	try {
		await purgeExpired(
			database,
			retention,
			{
				readings: subtractMonths(today, environment.KILOWATCH_READINGS_MONTHS),
				personalReadings: subtractMonths(today, personalMonths.curve),
				days: subtractMonths(today, environment.KILOWATCH_DAILY_MONTHS),
				personalDays: subtractMonths(today, personalMonths.totals),
				timeZone,
			},
			purged,
		);
	} finally {
		// What has gone is told even where the rest could not.
		if (purged.readings + purged.days + purged.chunks > 0) await tell(database, purged);
	}

	return purged;
}

async function tell(database: Database, purged: PurgedRows): Promise<void> {
	await database.transaction((connection) =>
		appendAudit(connection, {
			actor: { kind: 'system' },
			action: 'data.purged',
			purpose: 'rights',
			details: { reason: 'retention', ...purged },
		}),
	);
}
