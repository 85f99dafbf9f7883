import type { ImportReport, ImportSeries, ImportSuspicion } from '../../../shared/http-contract/imports.ts';

/** So many of each kind are named; `--json` has more. */
const MAX_NAMED = 5;

const suspicions: Readonly<Record<ImportSuspicion, string>> = {
	negative: 'negative values, refused',
	too_high: 'values that are too high for the connection',
	flat: 'stretches of more than 24 hours at the same value',
	zeros: 'stretches of more than 7 days at zero',
	day_total_differs: 'days whose total is not the sum of their readings',
};

/** What the import doctor has found, for people. */
export function importLines(report: ImportReport): string[] {
	return [...fileLines(report.file), ...report.series.flatMap(seriesLines), writtenLine(report)];
}

function fileLines(file: ImportReport['file']): string[] {
	const offsets = {
		all: 'with their offset from UTC',
		none: 'without an offset',
		some: 'some with an offset',
	};

	return [
		`File: ${file.layouts.join(', ')}; ${file.rows} rows in ${file.encoding}, ${file.order}; stamps mark ${file.stamps.join(', ')}, ${offsets[file.offsets]}; units ${file.units.join(', ') || 'none'}`,
		...counted([
			[file.missing, 'rows without a value'],
			[file.unreadable, 'rows that could not be read'],
			[file.other_quantities, 'rows of other quantities'],
			[file.future, 'rows dated later than now, not taken'],
			[file.off_grid, 'rows off the minute, not taken'],
		]),
	];
}

function seriesLines(series: ImportSeries): string[] {
	const { period, points, steps, days, gaps, duplicates } = series;
	const lengths = steps.map((step) => `${step.points} of ${step.seconds / 60} min`).join(', ');

	return [
		'',
		`${series.metric}: ${period ? `${period.from} to ${period.to}, not included` : 'nothing left to import'}`,
		`  ${points} readings${lengths ? ` (${lengths})` : ''}, ${series.day_totals} totals of days`,
		`  ${days.complete} days complete, ${days.partial} in part`,
		...counted([
			[duplicates.identical, 'rows twice with the same value'],
			[duplicates.conflicting, 'rows twice with another value; the last one counts'],
			[series.beyond_retention.points, 'readings older than what is kept, not stored'],
			[series.beyond_retention.days, 'days older than what is kept, not stored'],
		]),
		...(gaps.total > 0
			? [`  ${gaps.total} gaps, ${(gaps.missing_seconds / 3_600).toFixed(1)} hours in all`]
			: []),
		...named(gaps.total, gaps.named.map(spanOf)),
		...series.clock_changes.map(
			(change) =>
				`  clock change ${change.date}: ${change.points_found} of ${change.points_expected} readings${change.told_apart_by === 'guessed' ? ', the two passes are guessed' : ''}`,
		),
		...series.suspicious.flatMap((found) => [
			`  ${found.total} ${suspicions[found.code]}`,
			...named(
				found.total,
				found.named.map((one) => `${spanOf(one)}: ${one.value}`),
			),
		]),
	];
}

function writtenLine({ dry_run: isDryRun, run, written: { readings, days } }: ImportReport): string {
	const counts = [
		`${readings.new} new readings`,
		`${readings.changed} changed`,
		`${readings.unchanged} as they were`,
		`${readings.kept} kept as the operator has them`,
		`${readings.refused} refused`,
		`${days.new} new days`,
		`${days.changed} changed`,
	].join(', ');

	return isDryRun ? `Nothing was stored; it would be: ${counts}` : `Stored in run ${run}: ${counts}`;
}

function counted(facts: readonly (readonly [number, string])[]): string[] {
	return facts.filter(([count]) => count > 0).map(([count, what]) => `  ${count} ${what}`);
}

function named(total: number, lines: readonly string[]): string[] {
	const shown = lines.slice(0, MAX_NAMED).map((line) => `    ${line}`);

	return total > shown.length ? [...shown, `    and ${total - shown.length} more`] : shown;
}

function spanOf({ from, to }: { from: string; to: string }): string {
	return `${from} to ${to}`;
}
