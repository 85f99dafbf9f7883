/** A page of readings as CSV: the same rows as in JSON, with the unit in the names of what is measured. */
import { metricRules, type Metric } from '../../domain/metrics.ts';
import { csvLine, type CsvField } from '../../shared/csv-line.ts';
import type {
	AnyReading,
	DayReading,
	HourReading,
	MonthReading,
	RawReading,
	ReadingsAnswer,
	SumReading,
} from '../../shared/http-contract/readings.ts';
import type { Resolution } from '../../shared/names.ts';

type Names<Row extends AnyReading> = readonly (keyof Row & string)[];

const meter = ['device', 'channel', 'register'] as const;

const ofMeter: Readonly<Record<Resolution, readonly string[]>> = {
	raw: [...meter, 'timestamp', 'duration_s', 'value', 'quality', 'source'] satisfies Names<RawReading>,
	hour: [...meter, 'hour', 'value', 'covered_s'] satisfies Names<HourReading>,
	day: [
		...meter,
		'date',
		'value',
		'curve_value',
		'points_expected',
		'points_received',
		'status',
	] satisfies Names<DayReading>,
	month: [...meter, 'month', 'value', 'days_known', 'days_expected'] satisfies Names<MonthReading>,
};

const ofBuilding: readonly string[] = ['at', 'value', 'known_value', 'missing'] satisfies Names<SumReading>;

/** What is in the metric's unit, so that its column says so. */
const measured = new Set(['value', 'curve_value', 'known_value']);

/** How units stand in names of columns. */
const unitNames: Readonly<Record<(typeof metricRules)[Metric]['unit'], string>> = {
	Wh: 'wh',
	VA: 'va',
	L: 'l',
	'°C': 'celsius',
	'%': 'percent',
};

/** The rows of an answer below a header line; a list in a field has blanks between its members. */
export function readingsCsv({ data, meta }: ReadingsAnswer): string {
	const names = meta.by === 'building' ? ofBuilding : ofMeter[meta.resolution];
	const unit = unitNames[metricRules[meta.metric].unit];
	const header = csvLine(names.map((name) => (measured.has(name) ? `${name}_${unit}` : name)));

	return header + data.map((row) => csvLine(fieldsOf(row, names))).join('');
}

function fieldsOf(row: AnyReading, names: readonly string[]): CsvField[] {
	const values = row as unknown as Readonly<Record<string, CsvField | readonly string[]>>;

	return names.map((name) => {
		const value = values[name] ?? null;

		return typeof value === 'object' && value !== null ? value.join(' ') : value;
	});
}
