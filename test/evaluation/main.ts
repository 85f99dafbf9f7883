/** `npm run evaluate`: the alert rules over a file of hourly values, or their score on events that are put into one. */
import { writeFile } from 'node:fs/promises';
import {
	judgeSeries,
	type SeriesContext,
} from '../../extensions/kilowatch/src/domain/alerts/judge-series.ts';
import { publicHolidays } from '../../extensions/kilowatch/src/domain/holidays.ts';
import { UsageError } from '../../scripts/start/options.ts';
import { alertLine } from './alert-line.ts';
import { readHourlyFile, type BuildingHours } from './hourly-file.ts';
import { readEvaluationOptions, usage, type EvaluationOptions } from './options.ts';
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
	if (options.task === 'score') score(buildings, options, context);
	else await writeAlerts(buildings, options.out, context);
}

async function writeAlerts(
	buildings: readonly BuildingHours[],
	out: string,
	context: SeriesContext,
): Promise<void> {
	const lines = buildings.flatMap(({ building, hours }) =>
		judgeSeries(hours, usualSettings, context).map((episode) => alertLine(building, hours, episode)),
	);
	try {
		await writeFile(out, lines.map((line) => `${line}\n`).join(''));
	} catch (error) {
		throw new UsageError(`--out ${out}: ${error instanceof Error ? error.message : String(error)}`);
	}
	log(`${lines.length} alerts of ${buildings.length} buildings written to ${out}.`);
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
