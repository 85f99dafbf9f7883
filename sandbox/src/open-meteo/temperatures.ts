import { localHours } from '../calendar.ts';
import { noise } from '../hash.ts';
import { momentOf } from '../meters/moment.ts';

export interface DayTemperatures {
	mean: number;
	min: number;
	max: number;
}

/** The region's weather is that of its middle, which the meters' electric heating follows; north of it, it is colder. */
const MIDDLE_LATITUDE = 46;
const DEGREES_A_LATITUDE = 0.6;

/**
 * A day's temperatures at a place, in °C to a tenth: the season, warm and cold spells, and something of the place's own that is
 * the same at every call.
 */
export function temperaturesAt(latitude: number, longitude: number, dayNumber: number): DayTemperatures {
	// Cells of the model: who lives next door has the same weather.
	const cell = [Math.round(latitude * 10), Math.round(longitude * 10)] as const;
	const placeC =
		DEGREES_A_LATITUDE * (MIDDLE_LATITUDE - latitude) +
		2 * (noise(51, ...cell) - 0.5) +
		1.2 * (noise(52, ...cell, dayNumber) - 0.5);
	const hours = localHours(dayNumber).map((hour) => momentOf(hour).outdoorC + placeC);

	return {
		mean: tenth(hours.reduce((sum, hourC) => sum + hourC, 0) / hours.length),
		min: tenth(Math.min(...hours)),
		max: tenth(Math.max(...hours)),
	};
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
