import { z } from 'zod';

/** Trouble that the simulated weather service makes when it is told to. */
export const openMeteoFaultsSchema = z.strictObject({
	/**
	 * what the next calls get; `broken_off`: the answer ends in the middle with an error's sentence; `nulls`: no value at all;
	 * `fahrenheit`: another unit than was asked for
	 */
	next: z
		.strictObject({
			calls: z.int().min(1),
			kind: z.enum([
				'minutely_limit',
				'hourly_limit',
				'daily_limit',
				'invalid_key',
				'error_500',
				'html_502',
				'broken_off',
				'garbage',
				'nulls',
				'fahrenheit',
			]),
		})
		.nullable()
		.default(null),
	/** added to every temperature from now on, in °C: the model has been run anew */
	warmerBy: z.number().min(-20).max(20).default(0),
});

export type OpenMeteoFaults = z.infer<typeof openMeteoFaultsSchema>;

export const noOpenMeteoFaults: OpenMeteoFaults = { next: null, warmerBy: 0 };
