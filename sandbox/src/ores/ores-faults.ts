import { z } from 'zod';

/** Trouble that the simulated operator makes when it is told to. */
export const oresFaultsSchema = z.strictObject({
	/**
	 * what the next calls for tokens get; `lost_answer`: a refresh is done, the old token is spent, and the connection breaks
	 * before the answer
	 */
	nextTokens: z
		.strictObject({
			calls: z.int().min(1),
			kind: z.enum(['lost_answer', 'unavailable_503', 'invalid_client', 'garbage']),
		})
		.nullable()
		.default(null),
	/** what the next calls for measures and metering points get */
	nextData: z
		.strictObject({
			calls: z.int().min(1),
			kind: z.enum(['unavailable_503', 'garbage', 'unauthorized', 'throttled', 'application_suspended']),
		})
		.nullable()
		.default(null),
});

export type OresFaults = z.infer<typeof oresFaultsSchema>;

export const noOresFaults: OresFaults = { nextTokens: null, nextData: null };

/** One of the next calls is over: what is left of the fault. */
export function withoutOne<Fault extends { calls: number }>(fault: Fault): Fault | null {
	return fault.calls > 1 ? { ...fault, calls: fault.calls - 1 } : null;
}
