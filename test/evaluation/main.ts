/** `npm run evaluate`: alert rules and forecasts over a file of hourly values, or how well they do on it. */
import { writeFile } from 'node:fs/promises';
import {
	judgeSeries,
	type SeriesContext,
} from '../../extensions/kilowatch/src/domain/alerts/judge-series.ts';
import { publicHolidays } from '../../extensions/kilowatch/src/domain/holidays.ts';
import { UsageError } from '../../scripts/start/options.ts';
import { alertLine } from './alert-line.ts';
import { forecastLines } from './forecast-file.ts';
import { formatForecasts, forecastShortfalls, lineOf, siteOf, sizeClassOf } from './forecast-table.ts';
import { readHourlyFile, type BuildingHours } from './hourly-file.ts';
import { readEvaluationOptions, usage, type EvaluationOptions } from './options.ts';
import { scoreForecasts, type ForecastScore } from './score-forecasts.ts';
import { plainSettings, scoreRules, usualSettings } from './score-rules.ts';
import { formatScores, shortfalls, type ScoreLine } from './score-table.ts';

const log = (sentence: string) => console.log(sentence);

async function main(): Promise<void> {
	const options = readEvaluationOptions(process.argv.slice(2));
	if (options.task === 'help') {
		log(usage);
		return;
	}
	const context = contextOf(options.country);
	const buildings = await readHourlyFile(options.file);
	switch (options.task) {
		case 'score':
			score(buildings, options, context);
			break;
		case 'score-forecasts':
			scoreAllForecasts(buildings, options.tuned, context);
			break;
		case 'alerts': {
			const lines = buildings.flatMap(({ building, hours }) =>
				judgeSeries(hours, usualSettings, context).map((episode) => alertLine(building, hours, episode)),
			);
			await writeLines(lines, options.out);
			log(`${lines.length} alerts of ${buildings.length} buildings written to ${options.out}.`);
			break;
		}
		case 'forecast': {
			const lines = buildings.flatMap((building) => forecastLines(building, context));
			await writeLines(lines, options.out);
			log(`${lines.length} forecasts of ${buildings.length} buildings written to ${options.out}.`);
			break;
		}
	}
}

async function writeLines(lines: readonly string[], out: string): Promise<void> {
	try {
		await writeFile(out, lines.map((line) => `${line}\n`).join(''));
	} catch (error) {
		throw new UsageError(`--out ${out}: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function scoreAllForecasts(
	buildings: readonly BuildingHours[],
	tuned: readonly string[],
	context: SeriesContext,
): void {
	const scores = buildings.map((building) => scoreForecasts(building, context));
	const isTuned = ({ building }: ForecastScore) => tuned.some((name) => building.startsWith(name));
	const groups = [
		lineOf('all', scores),
		lineOf(
			'held out',
			scores.filter((score) => !isTuned(score)),
		),
		lineOf('tuned on', scores.filter(isTuned)),
	].filter((line) => line.buildings > 0);
	const part = (keyOf: (one: ForecastScore) => string) =>
		[...Map.groupBy(scores, keyOf)].map(([key, ofKey]) => lineOf(key, ofKey));
	log(`${formatForecasts([...groups, ...part(siteOf), ...part(sizeClassOf)])}\n`);
	const missed = groups.flatMap(forecastShortfalls);
	log(`must: ${missed.length === 0 ? 'all reached' : `not reached: ${missed.join('; ')}`}`);
	if (missed.length > 0) process.exitCode = 1;
}

function score(
	buildings: readonly BuildingHours[],
	{ seeds, tuned }: Extract<EvaluationOptions, { task: 'score' }>,
	context: SeriesContext,
): void {
	const isTuned = (building: string) => tuned.some((name) => building.startsWith(name));
	const groups = [
		{ group: 'held out', counts: (building: string) => !isTuned(building) },
		{ group: 'tuned on', counts: isTuned },
	].filter(({ counts }) => buildings.some(({ building }) => counts(building)));
	const lines = groups.flatMap(({ group, counts }): ScoreLine[] => {
		const count = buildings.filter(({ building }) => counts(building)).length;
		const scored = { seeds, context };

		return [
			{
				name: `Kilowatch, ${count} buildings ${group}`,
				...scoreRules(buildings, counts, { settings: usualSettings, ...scored }),
			},
			{
				name: `plain 120 %, ${count} buildings ${group}`,
				...scoreRules(buildings, counts, { settings: plainSettings, ...scored }),
			},
		];
	});
	log(
		`Seeds ${seeds.join(', ')}. Hits in % of the events, in brackets those that chance alone would have hit.\n`,
	);
	log(formatScores(lines));
	const ours = lines.filter(({ name }) => name.startsWith('Kilowatch'));
	for (const bar of ['must', 'goal'] as const) {
		const missed = ours.flatMap((line) => shortfalls(line, bar));
		log(`\n${bar}: ${missed.length === 0 ? 'all reached' : `not reached: ${missed.join('; ')}`}`);
	}
	if (ours.some((line) => shortfalls(line, 'must').length > 0)) process.exitCode = 1;
}

function contextOf(country: string | undefined): SeriesContext {
	if (country === undefined) return {};
	const isHoliday = publicHolidays({ country });
	if (isHoliday === undefined) throw new UsageError(`--country: the holidays of "${country}" are not known.`);

	return { isHoliday };
}

main().catch((error: unknown) => {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
});
