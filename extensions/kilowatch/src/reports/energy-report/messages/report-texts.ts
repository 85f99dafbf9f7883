/** Every text of the report. Numbers and dates come already formatted. */
import type { BenchmarkObstacle } from '../../../domain/benchmark/benchmark.ts';
import type {
	AdviceFacts,
	CarbonObstacle,
	CostObstacle,
	ForecastObstacle,
} from '../../../insight/report-sections.ts';
import type { CloseReason, Verdict } from '../../../shared/alert-rules.ts';
import type { DegreeDayComparison, StatisticsComparison } from '../../../shared/http-contract/statistics.ts';

export interface Messages {
	title: string;
	/** title of the document: building and period */
	documentTitle: (building: string, period: string) => string;
	contents: string;
	pageOf: (page: string, pages: string) => string;
	fingerprint: string;
	keyFigures: string;
	consumption: string;
	averageDay: string;
	highestDay: string;
	lowestDay: string;
	perSquareMetre: string;
	perDwelling: string;
	baseLoad: string;
	baseLoadNote: string;
	peak: string;
	night: string;
	nightNote: string;
	comparedWith: (period: string) => string;
	furtherEnergy: (energy: string) => string;
	knownDaysOf: (known: string, expected: string) => string;
	floorArea: (area: string) => string;
	dwellings: (count: number, shown: string) => string;
	notKnown: string;
	noFloorArea: string;
	noDwellings: string;
	/** of the days known in both periods: so many, then and now */
	onDays: (days: number, shown: string) => string;
	thenAndNow: (then: string, now: string) => string;
	obstacles: Readonly<Record<NonNullable<StatisticsComparison['obstacle']>, string>>;
	/** the section with the chart */
	course: string;
	daily: string;
	monthly: string;
	month: string;
	mean: (energy: string) => string;
	legend: { known: string; partial: string; missing: string };
	monthLegend: { known: string; partial: string; missing: string };
	besideDays: Readonly<Record<'last_year' | 'previous', (period: string) => string>>;
	noData: string;
	comparisons: string;
	comparisonColumns: {
		with: string;
		days: string;
		then: string;
		now: string;
		change: string;
		corrected: string;
	};
	correction: (base: string, then: string, now: string) => string;
	correctionObstacles: Readonly<Record<NonNullable<DegreeDayComparison['obstacle']>, string>>;
	comparisonMethod: string;
	earlierColumn: (period: string) => string;
	sameDays: string;
	/** the section with the heat maps */
	patterns: string;
	calendar: string;
	calendarNote: (lowest: string, highest: string) => string;
	week: string;
	weekNote: (lowest: string, highest: string) => string;
	noWeek: string;
	withheld: (meters: string) => string;
	costs: {
		title: string;
		obstacles: Readonly<Record<CostObstacle, string>>;
		total: string;
		subscription: string;
		energy: string;
		taxes: string;
		vat: string;
		register: string;
		amount: string;
		known: (days: string, expected: string) => string;
		tariff: (name: string, span: string) => string;
		compared: (
			period: string,
			days: number,
			shown: string,
			then: string,
			now: string,
			change: string,
		) => string;
	};
	carbon: {
		title: string;
		obstacles: Readonly<Record<CarbonObstacle, string>>;
		told: (kilograms: string, energy: string) => string;
		factor: (grams: string, country: string, year: string, method: string, source: string) => string;
		standIn: string;
		compared: (period: string, then: string, now: string, change: string) => string;
	};
	forecast: {
		title: string;
		obstacles: Readonly<Record<ForecastObstacle, string>>;
		from: (date: string) => string;
		span: string;
		expected: string;
		between: string;
		cost: string;
		interval: (share: string) => string;
		track: (forecasts: number, shown: string, error: string, within: string) => string;
		noTrack: string;
	};
	alerts: {
		title: string;
		none: string;
		cut: (count: string) => string;
		when: string;
		what: string;
		done: string;
		open: string;
		acknowledged: (date: string) => string;
		closed: (date: string) => string;
		closeReasons: Readonly<Record<CloseReason, string>>;
		verdicts: Readonly<Record<Verdict, string>>;
		notJudged: string;
		comment: (text: string) => string;
		until: (from: string, to: string) => string;
	};
	advice: {
		title: string;
		none: string;
		what: string;
		state: string;
		saving: string;
		states: Readonly<Record<AdviceFacts['state'], string>>;
		perYear: (amount: string) => string;
	};
	benchmark: {
		title: string;
		obstacles: Readonly<Record<BenchmarkObstacle, (similar: string, least: string) => string>>;
		perSquareMetre: string;
		perDwelling: string;
		own: (energy: string) => string;
		median: (energy: string) => string;
		middleHalf: (lower: string, upper: string) => string;
		rank: (below: string, group: string) => string;
		group: (count: string, factor: string) => string;
		withheld: (count: number, shown: string) => string;
		method: string;
	};
	quality: string;
	allKnown: (days: string) => string;
	someKnown: (known: string, expected: string, partial: string, missing: string) => string;
	partialEnergy: (energy: string) => string;
	gaps: (meter: string, ranges: string) => string;
	curve: (received: string, expected: string, share: string) => string;
	noCurve: string;
	sources: (list: string) => string;
	source: Readonly<Record<'operator' | 'file' | 'push', (days: string) => string>>;
	weatherSources: (list: string, base: string) => string;
	preliminary: (days: string) => string;
	stoppedMeters: (names: string) => string;
	method: string;
	meters: string;
	meter: string;
	provider: string;
	days: string;
	curvePoints: string;
	dataUntil: string;
	providerNames: Readonly<Record<'file' | 'push', string>>;
	noMeters: string;
	/** the section about the report itself */
	about: string;
	made: (until: string) => string;
	attachment: (file: string) => string;
}
