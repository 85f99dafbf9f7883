import { setImmediate as nextTurn } from 'node:timers/promises';
import { ruleNames } from '../domain/alerts/rule-names.ts';
import { publicHolidays } from '../domain/holidays.ts';
import { addDays } from '../domain/local-days.ts';
import { listDue, postponeDue, settleDue, type DueSeries } from '../storage/alerts/alert-due.ts';
import { withAlertLock } from '../storage/alerts/alert-lock.ts';
import { readPortfolioSettings } from '../storage/alerts/alert-settings.ts';
import { keepDetails, readStoredAlerts, type StoredAlert } from '../storage/alerts/stored-alerts.ts';
import type { Database } from '../storage/database.ts';
import type { AlertWriter } from './alert-writer.ts';
import { describeEpisode } from './describe-episode.ts';
import { judgeHours } from './judge-hours.ts';
import { reconcile, type Reconciled } from './reconcile.ts';
import { bringHours, LOOK_BACK_DAYS, type SeriesHours } from './series-hours.ts';
import { readSeriesWeather, type SeriesWeather } from './series-weather.ts';
import { SettingsBook, type SettingsInForce } from './settings-book.ts';

export interface AlertingContext {
	database: Database;
	writer: AlertWriter;
	now: () => Date;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What a round of judging came to. */
export interface Judged {
	series: number;
	created: number;
	changed: number;
	failed: number;
}

/**
 * Alerts that began in these last days are held against what is found. Older ones lie where the rules, which see only the kept
 * hours, may not know enough of what was usual.
 */
export const JUDGED_DAYS = 200;

/** Before all that is known. */
const FIRST_DATE = '1970-01-01';

/** So many series are one batch: what is read with one statement, and at most done twice after a death. */
const BATCH = 100;

/**
 * Judges every series whose days, settings or rules have changed, and brings its alerts to what is found. One process at a time
 * does; whatever dies, the next one does it again and comes to the same.
 *
 * @returns `undefined` where another process is at it
 */
export async function judgeDue(context: AlertingContext): Promise<Judged | undefined> {
	return withAlertLock(context.database, async () => {
		const judged: Judged = { series: 0, created: 0, changed: 0, failed: 0 };
		const book = new SettingsBook(await readPortfolioSettings(context.database), context.log);
		const failed: number[] = [];
		let next = readBatch(context, failed);
		for (;;) {
			const batch = await next;
			if (batch.due.length === 0) return judged;
			// The database reads the next ones while these are judged.
			next = readBatch(context, [...failed, ...batch.due.map(({ channel }) => channel)]);
			try {
				if ('error' in batch) throw batch.error;
				failed.push(...(await judgeBatch(context, batch, book, judged)));
			} catch {
				failed.push(...(await judgeEach(context, batch.due, book, judged)));
			}
		}
	});
}

/** Some series with all that judging them needs. */
interface Batch {
	due: readonly DueSeries[];
	hours: ReadonlyMap<DueSeries, SeriesHours>;
	weather: SeriesWeather;
	/** by device */
	stored: ReadonlyMap<string, StoredAlert[]>;
	at: Date;
}

/** Where the list cannot be read it throws, from whoever waits for it; where something else cannot, it says so. */
function readBatch(
	context: AlertingContext,
	besides: readonly number[],
): Promise<Batch | { due: DueSeries[]; error: unknown }> {
	const at = context.now();
	const reading = listDue(context.database, BATCH, at, besides).then((due) =>
		readSeries(context, due, at).catch((error: unknown) => ({ due, error })),
	);
	// It may be over before anybody waits for it.
	reading.catch(() => undefined);

	return reading;
}

async function readSeries(context: AlertingContext, due: readonly DueSeries[], at: Date): Promise<Batch> {
	const { database } = context;
	const hours = new Map((await bringHours(database, due, at)).map((one) => [one.due, one]));
	const weather = await readSeriesWeather(
		database,
		due.map(({ building }) => building),
		[...hours.values()].map(({ grid }) => grid.firstDate),
	);

	return { due, hours, weather, stored: await readStored(context, due, at), at };
}

/** What breaks off for all of them may be one meter's. */
async function judgeEach(
	context: AlertingContext,
	due: readonly DueSeries[],
	book: SettingsBook,
	judged: Judged,
): Promise<number[]> {
	const failed: number[] = [];
	for (const series of due) {
		try {
			const batch = await readSeries(context, [series], context.now());
			failed.push(...(await judgeBatch(context, batch, book, judged)));
		} catch (error) {
			failed.push(await putOff(context, series, error, judged));
		}
	}

	return failed;
}

async function putOff(
	{ database, log }: AlertingContext,
	{ device, channel }: DueSeries,
	error: unknown,
	judged: Judged,
): Promise<number> {
	log('A meter could not be judged; it is tried again', { device, error });
	await postponeDue(database, channel);
	judged.failed += 1;

	return channel;
}

/** @returns the channels that could not be judged */
async function judgeBatch(
	context: AlertingContext,
	{ due, hours, weather, stored, at }: Batch,
	book: SettingsBook,
	judged: Judged,
): Promise<number[]> {
	const done: (DueSeries & { digest: string })[] = [];
	const failed: number[] = [];
	for (const series of due) {
		try {
			const inForce = book.of(series.settings);
			const known = stored.get(series.device) ?? [];
			const reconciled = judgeOne(series, hours.get(series), weather, inForce, known, at);
			await write(context, series, reconciled, judged);
			done.push({ ...series, digest: inForce.digest });
			judged.series += 1;
		} catch (error) {
			failed.push(await putOff(context, series, error, judged));
		}
		// Judging a meter takes milliseconds; whoever waits for the process comes in between.
		await nextTurn();
	}
	await settleDue(context.database, done);

	return failed;
}

function judgeOne(
	series: DueSeries,
	hours: SeriesHours | undefined,
	weather: SeriesWeather,
	{ settings, digest }: SettingsInForce,
	stored: readonly StoredAlert[],
	at: Date,
): Reconciled {
	// Nothing is known of it any more.
	if (!hours) {
		return reconcile({
			device: series.device,
			found: [],
			stored,
			today: '9999-12-31',
			timeZone: series.timeZone ?? 'UTC',
			judgedFrom: '9999-12-31',
			changedFrom: FIRST_DATE,
			goneReason: 'not_read',
			at,
		});
	}
	const { grid, kind, timeZone, today } = hours;
	const degreeDays = weather.of(series.building, grid);
	const episodes = judgeHours(grid, kind, settings, {
		...(degreeDays && { degreeDays: [degreeDays.heating, degreeDays.cooling] }),
		...holidaysOf(series.country),
		...(series.subscribedKva === null ? {} : { subscribedKva: series.subscribedKva }),
	});
	const oldest = addDays(today, -JUDGED_DAYS);
	const judgedFrom = grid.firstDate > oldest ? grid.firstDate : oldest;
	const found = episodes
		.filter(({ untilHour }) => addDays(grid.firstDate, Math.ceil(untilHour / 24)) >= judgedFrom)
		.map((episode) =>
			describeEpisode(episode, grid, {
				eurosPerKwh: settings.severity.eurosPerKwh,
				heatingDegreeDays: degreeDays?.heating,
				timeZone,
				personal: series.personal,
			}),
		);
	const hadOther = series.kept?.digest != null && series.kept.digest !== digest;
	const isOtherKind = series.kept !== null && series.kept.kind !== kind;

	return reconcile({
		device: series.device,
		found,
		stored,
		today,
		timeZone,
		judgedFrom,
		changedFrom: series.kept === null || isOtherKind || hadOther ? FIRST_DATE : series.fromDate,
		goneReason: isOtherKind ? 'not_read' : hadOther ? 'rules_changed' : 'corrected',
		at,
	});
}

async function readStored(
	{ database }: AlertingContext,
	due: readonly DueSeries[],
	at: Date,
): Promise<Map<string, StoredAlert[]>> {
	const devices = due.map(({ device }) => device);
	const since = new Date(at.getTime() - LOOK_BACK_DAYS * 86_400_000);
	const stored = new Map<string, StoredAlert[]>();
	for (const alert of await readStoredAlerts(database, devices, ruleNames, since)) {
		stored.set(alert.device, [...(stored.get(alert.device) ?? []), alert]);
	}

	return stored;
}

async function write(
	{ database, writer }: AlertingContext,
	series: DueSeries,
	{ create, change }: Reconciled,
	judged: Judged,
): Promise<void> {
	for (const { id, episode } of create) {
		const { device, building, channel } = series;
		const made = await writer.create({ id, building, device, channel, ...episode.facts });
		if (episode.details) await keepDetails(database, id, episode.details);
		if (made === 'created') judged.created += 1;
	}
	for (const { id, changes, details } of change) {
		if (Object.keys(changes).length > 0) await writer.update(id, changes);
		if (details !== undefined) await keepDetails(database, id, details);
		judged.changed += 1;
	}
}

const calendars = new Map<string, ReturnType<typeof publicHolidays>>();

/** The public holidays of a country; none where they are not known. */
export function holidaysOf(country: string | null): { isHoliday?: (date: string) => boolean } {
	if (country === null) return {};
	const isHoliday = calendars.get(country) ?? publicHolidays({ country });
	calendars.set(country, isHoliday);

	return isHoliday ? { isHoliday } : {};
}
