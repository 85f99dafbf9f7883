import { localDateOf, subtractMonths } from '../domain/local-days.ts';
import { detectDatabase } from '../storage/capabilities.ts';
import type { Database } from '../storage/database.ts';
import { purgeAuditMonths } from '../storage/audit/purge-audit.ts';
import { purgeExpired } from '../storage/retention.ts';
import type { Environment } from './environment.ts';

/** No half-hour of a natural person is kept longer, whatever is set for others (`docs/data-protection.md`). */
const PERSONAL_READINGS_MONTHS = 24;

/** Part of the night's work: takes away what is past its retention, where the database does not by itself. */
export async function purge(
	database: Database,
	environment: Environment,
	now: Date,
): Promise<Awaited<ReturnType<typeof purgeExpired>>> {
	const timeZone = environment.KILOWATCH_TIMEZONE;
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const { retention } = await detectDatabase(database);

	await purgeAuditMonths(database, subtractMonths(today, environment.KILOWATCH_AUDIT_MONTHS));

	return purgeExpired(database, retention, {
		readings: subtractMonths(today, environment.KILOWATCH_READINGS_MONTHS),
		personalReadings: subtractMonths(today, PERSONAL_READINGS_MONTHS),
		days: subtractMonths(today, environment.KILOWATCH_DAILY_MONTHS),
		timeZone,
	});
}
