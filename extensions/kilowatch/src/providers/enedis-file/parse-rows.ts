import type { Quality } from '../../domain/reading.ts';
import { addDays, localDateOf, midnightSeconds } from '../../domain/local-days.ts';
import {
	layoutOf,
	plainName,
	roleOf,
	type ColumnRole,
	type LayoutName,
	type StampConvention,
	type TableLayout,
} from './columns.ts';
import { FileError, unknownLayout } from './file-error.ts';
import { placeChangeDay } from './place-change-day.ts';
import { quantityOf, type FileMetric, type FileUnit, type Quantity } from './quantity.ts';
import { instantsOf, readClock, readNumber, readStamp, spanOf, type Stamp } from './read-cell.ts';

/** One value of a curve, before its interval is known. */
export interface CurvePoint {
	metric: FileMetric;
	/** seconds since 1970 UTC */
	stampSeconds: number;
	/** what the stamp marks */
	marks: 'start' | 'end';
	/** 0: the file does not say */
	stepSeconds: number;
	/** Wh of the interval, or W over it */
	value: number;
	isPower: boolean;
	quality: Quality;
}

export interface DailyValue {
	metric: FileMetric;
	/** local date */
	date: string;
	/** Wh or VA */
	value: number;
	/** of a maximum: when it was reached */
	peakSeconds: number | undefined;
}

/** Where values go as they are read. */
export interface ValueSink {
	point(point: CurvePoint): void;
	total(total: DailyValue): void;
}

/** What was seen of the file on the way. */
export interface FileFacts {
	layouts: LayoutName[];
	/** what the stamps of each layout mark */
	stamps: StampConvention[];
	units: FileUnit[];
	order: 'ascending' | 'descending' | 'mixed' | 'unknown';
	/** whether stamps carry their offset */
	offsets: 'all' | 'none' | 'some';
	/** rows of a table */
	rows: number;
	/** rows that say themselves that there is no value */
	missing: number;
	/** rows that have neither a moment nor a number we can read, or one that spring's clock change leaves out */
	unreadable: number;
	/** rows of quantities that are not kept */
	otherQuantities: number;
	/** local dates of clock changes with stamps without offset, and whether every doubled label could be told apart */
	placedByOrder: { date: string; isGuessed: boolean }[];
}

export interface RowParser {
	row(cells: string[]): void;
	end(): FileFacts;
}

interface NaiveCurvePoint {
	clockSeconds: number;
	point: Omit<CurvePoint, 'stampSeconds'>;
}

const MAX_ROWS_BEFORE_TABLE = 200;
/** A local day of 25 hours by the second, once: more is no file of a meter. */
const MAX_POINTS_OF_CHANGE_DAY = 90_000;
const SECONDS_PER_DAY = 86_400;

/**
 * Reads the rows of an Enedis export: header blocks and tables one after the other, columns by name.
 *
 * @param options.pointId the PRM the file must be of; `undefined`: any, but only one
 * @returns a parser that throws FileError for a layout that is not known and for another point's file
 */
export function createRowParser(options: {
	zone: string;
	pointId: string | undefined;
	sink: ValueSink;
}): RowParser {
	const { zone, sink } = options;
	let pointId = options.pointId;
	let table: TableLayout | undefined;
	let isCalendar = false;
	let metadataNames: readonly (ColumnRole | undefined)[] | undefined;
	let metadata: Partial<Record<ColumnRole, string>> = {};
	let rowsBeforeTable = 0;
	let namesFound: string[] = [];
	let edfDate: string | undefined;
	let lastClock: number | undefined;
	let rises = 0;
	let falls = 0;
	let withOffset = 0;
	let values = 0;
	const layouts = new Map<LayoutName, StampConvention>();
	const units = new Set<FileUnit>();
	const quantities = new Map<string, Quantity | undefined>();
	const changeDays = new Map<string, NaiveCurvePoint[]>();
	const indexes = new Map<string, { date: string; value: number }>();
	const counts = { rows: 0, missing: 0, unreadable: 0, otherQuantities: 0 };

	const checkPoint = (cell: string) => {
		const digits = cell.replaceAll(/\D/g, '');
		// A spreadsheet takes the leading zeros away.
		if (digits.length < 10 || digits.length > 14 || /[.,eE]/.test(cell)) return;
		const found = digits.padStart(14, '0');
		if (pointId !== undefined && found !== pointId) {
			throw new FileError('other_point', 'The file is another meter’s: its PRM is not this one’s');
		}
		pointId = found;
	};
	const takeMetadata = (role: ColumnRole | undefined, cell: string) => {
		if (role === undefined || cell === '') return;
		if (role === 'point') checkPoint(cell);
		metadata[role] = cell;
	};

	/** A row outside every table: names of a header block, its values, a title, or a pair of name and value. */
	const readBeforeTable = (cells: readonly string[]) => {
		if (metadataNames) {
			for (const [index, cell] of cells.entries()) takeMetadata(metadataNames[index], cell);
			metadataNames = undefined;

			return;
		}
		const roles = cells.map(roleOf);
		if (roles.includes('point') && !cells.some((cell) => /^\D*\d{10,14}\D*$/.test(cell))) {
			metadata = {};
			metadataNames = roles;
		} else {
			for (const [index, role] of roles.entries()) takeMetadata(role, cells[index + 1] ?? '');
		}
		const title = cells.length === 1 ? /\b(?:PRM|PDL)\D{0,5}(\d{14})\b/.exec(cells[0] ?? '')?.[1] : undefined;
		if (title) checkPoint(title);
		rowsBeforeTable += 1;
		const names = cells.filter((cell) => cell !== '' && !/\d/.test(cell));
		if (names.length > 1 && names.length >= namesFound.length) namesFound = names.slice(0, 30);
	};

	const quantityFor = (cells: readonly string[], isDateAlone: boolean, layout: TableLayout) => {
		const text = (role: ColumnRole) => cell(cells, layout, role) ?? metadata[role] ?? '';
		const texts = {
			// What an index calls its type is how it was read.
			type: layout.name === 'index' ? '' : text('type'),
			quantity: text('quantity'),
			flow: text('flow'),
			unit: text('unit'),
			valueName: layout.name === 'index' ? '' : layout.valueName,
		};
		const key = `${isDateAlone} ${Object.values(texts).join('|')}`;
		if (!quantities.has(key)) quantities.set(key, quantityOf(texts, isDateAlone));
		const quantity = quantities.get(key);
		if (quantity) units.add(quantity.unit);

		return quantity;
	};

	const addPoint = (stamp: Stamp, point: Omit<CurvePoint, 'stampSeconds'>) => {
		if (stamp.instant !== undefined) {
			sink.point({ ...point, stampSeconds: stamp.instant });
			return;
		}
		const { startSeconds, isChangeDay } = spanOf(stamp.date, zone);
		if (isChangeDay) {
			const key = `${point.metric} ${stamp.date}`;
			const day = changeDays.get(key) ?? [];
			if (day.length >= MAX_POINTS_OF_CHANGE_DAY) throw unknownLayout([]);
			day.push({ point, clockSeconds: stamp.clockSeconds });
			changeDays.set(key, day);
		} else {
			sink.point({ ...point, stampSeconds: startSeconds + stamp.clockSeconds });
		}
	};

	const readRow = (cells: readonly string[], layout: TableLayout) => {
		const stamp = stampOf(cells, layout);
		if (stamp === 'date_line') return;
		counts.rows += 1;
		const value = readNumber(cell(cells, layout, layout.name === 'index' ? 'index' : 'value') ?? '');
		if (stamp === undefined || value === undefined) {
			counts.unreadable += 1;

			return;
		}
		const prm = cell(cells, layout, 'point');
		if (prm) checkPoint(prm);
		noteOrder(stamp);
		const stepSeconds = stepOf(cells, layout, stamp, metadata.step);
		const quantity = quantityFor(
			cells,
			layout.name === 'index' || stamp.isDate || stepSeconds === SECONDS_PER_DAY,
			layout,
		);
		if (!quantity) counts.otherQuantities += 1;
		else if (value === null) counts.missing += 1;
		else if (layout.name === 'index') addIndex(stamp, quantity, layout, scaled(value, quantity));
		else if (quantity.isDaily) addTotal(stamp, quantity, scaled(value, quantity));
		else {
			addPoint(stamp, {
				metric: quantity.metric,
				marks: layout.stamps === 'both' ? 'start' : 'end',
				stepSeconds,
				value: scaled(value, quantity),
				isPower: quantity.isPower,
				quality: qualityOf(cell(cells, layout, 'nature')),
			});
		}
		if (quantity) values += 1;
	};

	const stampOf = (cells: readonly string[], layout: TableLayout): Stamp | undefined | 'date_line' => {
		if (layout.name === 'date_time' || layout.name === 'daily') {
			const day = readStamp(cell(cells, layout, 'date') ?? '');
			if (layout.name === 'daily') return day;
			const clockSeconds = readClock(cell(cells, layout, 'time') ?? '');

			return day && clockSeconds !== undefined ? { ...day, clockSeconds, isDate: false } : undefined;
		}
		const text = cell(cells, layout, layout.name === 'begin_end' ? 'begin' : 'stamp') ?? '';
		const stamp = readStamp(text);
		if (layout.name !== 'edf_power') return stamp;
		if (stamp?.isDate && !cell(cells, layout, 'value')) {
			edfDate = stamp.date;

			return 'date_line';
		}
		const clockSeconds = stamp ? undefined : readClock(text);
		if (clockSeconds === undefined || edfDate === undefined) return stamp;

		return {
			date: edfDate,
			clockSeconds: clockSeconds === 0 ? SECONDS_PER_DAY : clockSeconds,
			instant: undefined,
			isDate: false,
		};
	};

	const noteOrder = (stamp: Stamp) => {
		const clock = stamp.instant ?? spanOf(stamp.date, zone).startSeconds + stamp.clockSeconds;
		if (stamp.instant !== undefined) withOffset += 1;
		if (lastClock !== undefined && clock > lastClock) rises += 1;
		if (lastClock !== undefined && clock < lastClock) falls += 1;
		lastClock = clock;
	};

	const addTotal = (stamp: Stamp, { metric }: Quantity, value: number) => {
		const isMoment = metric === 'max_power' && !stamp.isDate;
		const peakSeconds = isMoment ? (stamp.instant ?? instantsOf(stamp, zone)[0]) : undefined;
		const date = stamp.instant === undefined ? stamp.date : localDateOf(stamp.instant, zone);
		// A maximum at midnight sharp is a day without a known moment.
		const isMidnight = peakSeconds !== undefined && peakSeconds === midnightSeconds(date, zone);
		sink.total({ metric, date, value, peakSeconds: isMidnight ? undefined : peakSeconds });
	};

	/** A day's energy is the difference of the indexes at its two ends, so it waits for the neighbour. */
	const addIndex = (stamp: Stamp, { metric }: Quantity, layout: TableLayout, value: number) => {
		const isInjected = metric === 'production' || layout.valueName.startsWith('eai');
		const name: FileMetric = isInjected ? 'production' : 'consumption';
		// Taken at midnight, in some files at midnight of winter time all year: the nearest midnight is meant.
		const instant = stamp.instant ?? instantsOf(stamp, zone)[0] ?? 0;
		const date = localDateOf(instant + SECONDS_PER_DAY / 12, zone);
		const before = indexes.get(`${name} ${addDays(date, -1)}`);
		const after = indexes.get(`${name} ${addDays(date, 1)}`);
		if (before)
			sink.total({ metric: name, date: before.date, value: value - before.value, peakSeconds: undefined });
		if (after) sink.total({ metric: name, date, value: after.value - value, peakSeconds: undefined });
		// Only neighbours are needed, whichever way the file goes.
		if (indexes.size > MAX_KEPT_INDEXES) indexes.delete(indexes.keys().next().value ?? '');
		indexes.set(`${name} ${date}`, { date, value });
	};

	const isDescending = () => (falls === rises ? undefined : falls > rises);

	return {
		row(cells) {
			while (cells.length > 0 && cells.at(-1) === '') cells.pop();
			if (cells.length === 0) return;
			const isData = table !== undefined && /^\d/.test(cells[0] ?? '') && !metadataNames;
			if (isData && table && !isCalendar) {
				readRow(cells, table);

				return;
			}

			const found = layoutOf(cells);
			if (found) {
				table = found;
				isCalendar = false;
				metadataNames = undefined;
				lastClock = undefined;
				layouts.set(found.name, found.stamps);
			} else if (table && /^(periode|du \d)/.test(plainName(cells[0] ?? ''))) {
				isCalendar = true;
			} else if (table && !metadataNames && !cells.some((one) => roleOf(one) === 'point')) {
				if (!isCalendar) readRow(cells, table);
			} else {
				if (table && !metadataNames) metadata = {};
				table = metadataNames ? table : undefined;
				readBeforeTable(cells);
				if (rowsBeforeTable > MAX_ROWS_BEFORE_TABLE) throw unknownLayout(namesFound);
			}
		},
		end() {
			if (layouts.size === 0 || (values === 0 && counts.rows > counts.missing))
				throw unknownLayout(namesFound);
			const placedByOrder = new Map<string, boolean>();
			for (const [key, points] of changeDays) {
				const date = key.slice(key.indexOf(' ') + 1);
				const { placed, impossible } = placeChangeDay(points, date, zone, isDescending());
				counts.unreadable += impossible;
				let isGuessed = placedByOrder.get(date) ?? false;
				for (const { point, instant, isGuessed: guessed } of placed) {
					isGuessed ||= guessed;
					sink.point({
						...point.point,
						stampSeconds: instant,
						quality: guessed ? 'ambiguous' : point.point.quality,
					});
				}
				placedByOrder.set(date, isGuessed);
			}

			return {
				layouts: [...layouts.keys()],
				stamps: [...layouts.values()],
				units: [...units],
				order: orderOf(rises, falls),
				offsets: withOffset === 0 ? 'none' : withOffset === values ? 'all' : 'some',
				...counts,
				placedByOrder: [...placedByOrder].map(([date, isGuessed]) => ({ date, isGuessed })),
			};
		},
	};
}

const MAX_KEPT_INDEXES = 10_000;

/** Thousandths are taken to whole units without the remains of binary fractions: 4,03 kW is 4030 W. */
function scaled(value: number, { factor }: Quantity): number {
	return factor === 1 ? value : Math.round(value * factor * 1_000_000) / 1_000_000;
}

function cell(cells: readonly string[], layout: TableLayout, role: ColumnRole): string | undefined {
	const index = layout.columns[role];

	return index === undefined ? undefined : cells[index];
}

const ISO_STEP = /^PT?(?:(\d+)D)?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/i;

/** A step as `PT30M`, as minutes, or as the distance of the interval's two stamps; 0: not said. */
function stepOf(
	cells: readonly string[],
	layout: TableLayout,
	begin: Stamp,
	declared: string | undefined,
): number {
	if (layout.name === 'begin_end') {
		const end = readStamp(cell(cells, layout, 'end') ?? '');
		if (!end) return 0;
		if (begin.isDate) return SECONDS_PER_DAY;
		const days = (Date.parse(end.date) - Date.parse(begin.date)) / 1000;
		const seconds =
			end.instant === undefined || begin.instant === undefined
				? days + end.clockSeconds - begin.clockSeconds
				: end.instant - begin.instant;

		return seconds > 0 && seconds <= SECONDS_PER_DAY ? seconds : 0;
	}
	const text = cell(cells, layout, 'step') ?? declared ?? '';
	if (text === '') return 0;
	if (/^\d+$/.test(text)) return Number(text) * 60;
	const [, days, hours, minutes, seconds] = ISO_STEP.exec(text) ?? [];
	const [d, h, m, s] = [days, hours, minutes, seconds].map((part) => Number(part ?? 0));

	return (d ?? 0) * SECONDS_PER_DAY + (h ?? 0) * 3_600 + (m ?? 0) * 60 + (s ?? 0);
}

function qualityOf(nature = ''): Quality {
	if (/^e/i.test(nature)) return 'estimated';
	if (/^c/i.test(nature)) return 'corrected';

	return 'raw';
}

/** A file out of order here and there, as at autumn's clock change, still has an order. */
function orderOf(rises: number, falls: number): FileFacts['order'] {
	if (rises + falls === 0) return 'unknown';
	if (falls <= rises / 20) return 'ascending';

	return rises <= falls / 20 ? 'descending' : 'mixed';
}
