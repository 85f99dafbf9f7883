import { z } from 'zod';
import { isCalendarDate } from '../../../domain/local-days.ts';
import { implausible } from '../../../domain/metrics.ts';
import type { DayTemperature } from '../../../domain/weather/degree-days.ts';
import { readBody } from '../../http/read-body.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const celsius = z.literal('°C');
/** null where the model has no value (yet) */
const values = z.array(z.number().nullable());

const body = z.object({
	daily_units: z.object({
		temperature_2m_mean: celsius,
		temperature_2m_min: celsius,
		temperature_2m_max: celsius,
	}),
	daily: z.object({
		time: z.array(z.string().refine(isCalendarDate)),
		temperature_2m_mean: values,
		temperature_2m_min: values,
		temperature_2m_max: values,
	}),
});

/**
 * The days of an answer, in order of date. A day that lacks one of the three is not known yet and is left out.
 *
 * @throws UnexpectedShape for what is not the documented answer, and for temperatures that nobody has ever measured
 */
export function readDays(text: string): Required<DayTemperature>[] {
	const { daily } = readBody(text, body, 'Open-Meteo');
	const { time, temperature_2m_mean: means, temperature_2m_min: mins, temperature_2m_max: maxes } = daily;
	if ([means, mins, maxes].some(({ length }) => length !== time.length)) {
		throw new UnexpectedShape('uneven_columns', 'Open-Meteo sent columns of different lengths');
	}
	if (time.some((date, index) => index > 0 && date <= (time[index - 1] ?? ''))) {
		throw new UnexpectedShape('unordered_days', 'Open-Meteo sent days out of their order, or twice');
	}

	return time.flatMap((date, index) => {
		const [mean, min, max] = [means[index], mins[index], maxes[index]];
		if (mean == null || min == null || max == null) return [];
		if ([mean, min, max].some((value) => implausible('temperature', value)) || mean < min || mean > max) {
			throw new UnexpectedShape('implausible_value', 'Open-Meteo sent a temperature that cannot be true');
		}

		return [{ date, mean, min, max }];
	});
}
