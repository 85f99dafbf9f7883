import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Episode } from '../domain/alerts/episode.ts';
import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { ruleNames } from '../domain/alerts/rule-names.ts';
import type { AlertSettings } from '../domain/alerts/settings.ts';
import { addDays, localDateOf, subtractMonths } from '../domain/local-days.ts';
import { isWithinTheDay } from '../shared/alert-rules.ts';
import type { PreviewAnswer, PreviewedEpisode } from '../shared/http-contract/alerts.ts';
import type { SeriesKind } from '../storage/alerts/alert-due.ts';
import type { BuildingSeries, JudgedBuilding } from '../storage/alerts/building-series.ts';
import type { AlertRule, Verdict } from '../shared/alert-rules.ts';
import { readLocalHours, readSpreadDays } from '../storage/alerts/local-hours.ts';
import type { Queryable } from '../storage/database.ts';
import { dateOfHour } from './local-instants.ts';
import { holidaysOf } from './judge-due.ts';
import { judgeHours } from './judge-hours.ts';
import { precisionOf } from './rule-precision.ts';
import { readSeriesWeather } from './series-weather.ts';
import { usableZone } from './usable-zone.ts';

type Counts = readonly { rule: AlertRule; verdict: Verdict; count: number }[];

/**
 * What the rules would have found on a building's own history, each day judged by the days before it only. The first weeks of
 * the time find little, for nothing is known yet of what is usual.
 *
 * @param verdicts what managers said of this building's alerts, and of all that the caller may see
 */
export async function previewRules(
	connection: Queryable,
	building: JudgedBuilding,
	{
		settings,
		months,
		now,
		mayReadPersonalData,
		verdicts,
	}: {
		settings: AlertSettings;
		months: number;
		now: Date;
		mayReadPersonalData: boolean;
		verdicts: { building: Counts; portfolio: Counts };
	},
): Promise<PreviewAnswer> {
	const timeZone = usableZone(building.timeZone);
	const to = localDateOf(now.getTime() / 1000, timeZone);
	const from = subtractMonths(to, months);
	const weather = await readSeriesWeather(connection, [building.key], [from]);
	const episodes: PreviewedEpisode[] = [];
	const ruleOf = new Map<PreviewedEpisode, AlertRule>();
	let deviceDays = 0;
	for (const series of building.series) {
		const known = await readHistory(connection, series, { from, to, timeZone });
		if (!known) continue;
		const { grid, kind } = known;
		deviceDays += knownDays(grid);
		const degreeDays = weather.of(building.key, grid);
		const found = judgeHours(grid, kind, settings, {
			...(degreeDays && { degreeDays: [degreeDays.heating, degreeDays.cooling] }),
			...holidaysOf(building.country),
			...(series.subscribedKva === null ? {} : { subscribedKva: series.subscribedKva }),
		});
		for (const episode of found) {
			const shown = shownEpisode(episode, grid, series, mayReadPersonalData);
			ruleOf.set(shown, episode.rule);
			episodes.push(shown);
		}
		await nextTurn();
	}
	episodes.sort((one, other) => (one.from < other.from ? 1 : -1));

	const data = ruleNames.map((rule) => {
		const own = episodes.filter((episode) => ruleOf.get(episode) === rule);
		const energies = own.flatMap(({ energy_wh }) => energy_wh ?? []);

		return {
			rule,
			enabled: settings[rule].enabled,
			episodes: own,
			count: own.length,
			per_100_days: deviceDays === 0 ? null : (own.length / deviceDays) * 100,
			energy_wh: energies.length === 0 ? null : energies.reduce((sum, energy) => sum + energy, 0),
			building: precisionOf(verdicts.building, rule),
			portfolio: precisionOf(verdicts.portfolio, rule),
		};
	});

	return { data, meta: { from, to, device_days: deviceDays, devices: building.series.length } };
}

async function readHistory(
	connection: Queryable,
	{ channel }: BuildingSeries,
	span: { from: string; to: string; timeZone: string },
): Promise<{ grid: HourGrid; kind: SeriesKind } | undefined> {
	const hours = (await readLocalHours(connection, [channel], span)).get(channel);
	const kwh = hours ?? (await readSpreadDays(connection, [channel], span)).get(channel);
	if (!kwh) return undefined;
	const last = kwh.findLastIndex((value) => !Number.isNaN(value));
	if (last < 0) return undefined;
	// What has not come yet is not missing.
	const days = Math.floor(last / HOURS_PER_DAY) + 1;

	return {
		grid: { firstDate: span.from, days, kwh: kwh.subarray(0, days * HOURS_PER_DAY) },
		kind: hours ? 'hours' : 'days',
	};
}

function shownEpisode(
	{ rule, severity, fromHour, untilHour, days, observed, expected, isClosed }: Episode,
	grid: HourGrid,
	{ device, label, personal }: BuildingSeries,
	mayReadPersonalData: boolean,
): PreviewedEpisode {
	const isTold =
		!rule.startsWith('data-') &&
		rule !== 'subscribed-power' &&
		(mayReadPersonalData || !personal || !isWithinTheDay(rule));

	return {
		device,
		label,
		severity,
		from: dateOfHour(grid.firstDate, fromHour),
		to: addDays(dateOfHour(grid.firstDate, untilHour - 1), 1),
		days,
		energy_wh: isTold ? Math.round(((observed ?? 0) - (expected ?? 0)) * 1000) : null,
		is_open: !isClosed,
	};
}

function knownDays({ days, kwh }: HourGrid): number {
	let count = 0;
	for (let day = 0; day < days; day++) {
		const hours = kwh.subarray(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY);
		if (hours.some((value) => !Number.isNaN(value))) count += 1;
	}

	return count;
}
