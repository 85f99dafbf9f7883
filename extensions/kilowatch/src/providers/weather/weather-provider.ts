import type { CallLimit } from '../../domain/call-limit.ts';
import type { DayTemperature } from '../../domain/weather/degree-days.ts';
import type { Place } from '../../domain/weather/place.ts';
import type { WeatherSource } from '../../shared/names.ts';
import type { ProviderFailure } from '../provider.ts';

/**
 * A source of outdoor temperatures that is asked over HTTP. Weather is no meter: nobody consents to it, and nothing but a
 * rounded place leaves. It states its rules as data, parses bytes into days, and classifies every failure as the providers of
 * readings do; it knows neither the database nor Directus.
 */
export interface WeatherProvider {
	readonly rules: WeatherRules;
	/** a call waits for its turn by itself */
	readonly callLimits: readonly CallLimit[];
	/** One call: the days of one place. Never throws for what the service answers. */
	fetchDays(request: WeatherRequest, signal: AbortSignal): Promise<WeatherOutcome>;
}

export interface WeatherRules {
	name: WeatherSource;
	/** so many days after a day what the service says of it does not change any more */
	settledAfterDays: number;
	/** longest span of settled days of one call */
	windowDays: number;
}

export interface WeatherRequest {
	place: Place;
	/** first local date */
	from: string;
	/** local date after the last, at most today's */
	to: string;
	/** `settled`: what does not change any more; `recent`: the days up to yesterday, as they are known now */
	kind: 'settled' | 'recent';
}

/** Days that the service does not know yet are left out. */
export type WeatherOutcome =
	{ kind: 'days'; days: Required<DayTemperature>[] } | { kind: 'failure'; failure: ProviderFailure };
